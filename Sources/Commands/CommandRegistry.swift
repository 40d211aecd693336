/// Every command there is. A command is a static member of `CommandDescription` in a file of its own.
public enum CommandRegistry {
  public static let all: [CommandDescription] = [
    .describe,
    .freq,
    .codebookInfer,
    .convert,
    .screen,
    .compare,
    .crosstab,
    .correlate,
    .reliability,
    .help,
    .doctor,
    .completions,
    .version,
    .columns,
  ]
}
