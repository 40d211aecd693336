import CarbonCommands
import CommandGrammar
import Notebooks
import Phrasebook
import Studies

/// Every command there is. A command is a static member of `CommandDescription` in a file of its own.
public enum CommandRegistry {
  /// Those that a cell of a notebook may be given, and more.
  private static let plain: [CommandDescription] = [
    .describe, .freq, .codebookInfer, .convert, .account, .benchmark, .portrait, .factorsList, .factorsShow,
    .factorsDiff, .screen, .compare, .necessity, .crosstab, .paired, .goodnessOfFit, .correlate, .reliability,
    .factor, .hclust, .dbscan, .optics, .hdbscan, .initialize, .run, .bottleneck, .verify, .explain, .synth, .audit,
    .help, .doctor, .completions, .version, .columns,
  ]

  public static let all: [CommandDescription] = plain + notebooks.all
  private static let notebooks = NotebookCommands(running: { plain }, wording: { wording })

  /// The sentences of everything a command can meet.
  public static let wording = Wording.grammar.adding([
    ConversionFault.self, CrosstabUsageFault.self, PairedUsageFault.self, ExpectedSharesFault.self,
    FactorUsageFault.self, CorrelateUsageFault.self,
    HierarchyUsageFault.self, NecessityUsageFault.self, StudyFault.self, StudyCaveat.self,
  ]).adding(NotebookCommands.faults)
}

extension Answer {
  /// What a command line leads to, of all the commands there are.
  public init(to arguments: [String], in surroundings: Surroundings) {
    self.init(to: arguments, in: surroundings, commands: CommandRegistry.all, wording: CommandRegistry.wording)
  }
}
