import CommandGrammar
import Evidence
import StructuredText

extension CommandDescription {
  static let version = CommandDescription(
    "version", in: .workshop, Label(chinese: "版本", english: "print the version"),
    examples: [
      Example(
        "tansuo version",
        Label(
          chinese: "版本、随机数发生器与数据格式的版本",
          english: "the version, the random number generator and the versions of data formats"))
    ]
  ) { _, _ in
    Output(
      text: Version.text,
      envelope: { _ in
        Envelope(
          "version/1",
          result: [
            "version": .string(Version.number), "randomNumbers": .string(Version.randomNumbers),
            "dataFormat": .integer(Version.dataFormat),
          ])
      })
  }
}
