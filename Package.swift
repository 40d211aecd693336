// swift-tools-version:6.2
import Foundation
import PackageDescription

// The floor plan of the house. A room is a target; it imports only what stands in its line here, and the
// build is run with `--explicit-target-dependency-import-check error`, so an undeclared import fails.
// ARCHITECTURE.md says what lives where.

/// Floating-point C must give the same bits on every processor, so multiplications and additions are never fused.
let exactC: [CSetting] = [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno"])]
let exactCXX: [CXXSetting] = [.unsafeFlags(["-O2", "-ffp-contract=off"])]

/// A room: `Sources/NAME` with its tests in `Tests/NAMETests`.
func room(_ name: String, _ below: [String] = []) -> Target {
  .target(
    name: name, dependencies: below.map { .target(name: $0) })
}

/// Reference values, and the scripts that made them, lie in the folder `reference`, sample files in `files`; both are
/// read from there.
func tests(of room: String, _ also: [String] = []) -> Target {
  let folder = Context.packageDirectory + "/Tests/\(room)Tests/"
  return .testTarget(
    name: "\(room)Tests", dependencies: [.target(name: room)] + also.map { .target(name: $0) },
    exclude: ["files", "reference"].filter { FileManager.default.fileExists(atPath: folder + $0) }, resources: [])
}

/// A module map over a system library, installed by `script/bootstrap`.
func library(_ name: String, package: String) -> Target {
  .systemLibrary(name: name, providers: [.apt([package])])
}

let rooms: [Target] = [
  // Floor 0
  room("Evidence"),
  room("NumericalMethods", ["Evidence", "CBoostMath", "CLAPACK", "CKernels"]),
  room("StructuredText", ["Evidence", "CYAML"]),
  room("Typography"),
  room("ScanCodes"),
  room("Charting", ["Evidence", "Typography", "ScanCodes"]),
  room("Documents", ["Charting", "Typography", "CCommonMark", "CKernels"]),
  room("OfficeDocuments", ["Charting", "Documents", "Typography", "CZlib"]),
  // Floor 1
  room("Tables", ["Evidence", "NumericalMethods", "CKernels"]),
  // Floor 2
  room("Codebooks", ["Evidence", "StructuredText", "Tables"]),
  room("StatisticalFiles", ["Evidence", "Tables", "CReadStat"]),
  room("Workbooks", ["Evidence", "NumericalMethods", "Tables", "CKernels", "CZlib", "CExpat"]),
  room("Databases", ["Evidence", "NumericalMethods", "Tables", "CSQLite"]),
  room("EmissionFactors", ["Evidence"]),
  room("JointCounts", ["Evidence", "NumericalMethods", "Tables", "CKernels"]),
  room("SurveyDesigns", ["Evidence", "NumericalMethods", "Tables"]),
  // Floor 3
  room(
    "TableSources",
    ["Evidence", "NumericalMethods", "Tables", "StatisticalFiles", "Workbooks", "Databases", "CKernels"]),
  room("Crosstabs", ["Evidence", "NumericalMethods", "Tables", "JointCounts", "SurveyDesigns"]),
  room("Scales", ["Evidence", "NumericalMethods", "Tables", "JointCounts", "CKernels"]),
  room("GroupComparisons", ["Evidence", "NumericalMethods", "Tables", "SurveyDesigns"]),
  room("Clustering", ["Evidence", "NumericalMethods", "Tables", "CKernels"]),
  room("CarbonAccounting", ["Evidence", "NumericalMethods", "Tables", "EmissionFactors", "CKernels"]),
  room("DisclosureControl", ["Evidence"]),
  // Floor 4
  room("ExactTests", ["Evidence", "NumericalMethods", "Crosstabs", "CKernels"]),
  room("Densities", ["Evidence", "NumericalMethods", "Tables", "Clustering", "CKernels"]),
  room(
    "Bottlenecks",
    [
      "Evidence", "NumericalMethods", "Tables", "SurveyDesigns", "GroupComparisons",
    ]),
  room(
    "CarbonUncertainty", ["Evidence", "NumericalMethods", "EmissionFactors", "CarbonAccounting", "CKernels"]),
  room("CarbonMetrics", ["Evidence", "NumericalMethods", "Tables", "EmissionFactors", "CarbonAccounting"]),
  room(
    "Benchmarking",
    ["Evidence", "NumericalMethods", "Tables", "EmissionFactors", "CarbonAccounting"]),
  room("Audits", ["Evidence", "NumericalMethods", "StructuredText", "Documents", "Crosstabs"]),
  room("SyntheticData", ["Evidence", "NumericalMethods", "StructuredText", "Tables", "Crosstabs"]),
  room("RepeatedAnswers", ["Evidence", "NumericalMethods", "Tables", "SurveyDesigns", "Crosstabs"]),
  // Floor 5
  room(
    "DataWording",
    ["Evidence", "StructuredText", "Tables", "Codebooks", "StatisticalFiles", "Workbooks", "Databases", "TableSources"]),
  room(
    "StatisticsWording",
    [
      "Evidence", "NumericalMethods", "SurveyDesigns", "Crosstabs", "ExactTests", "Scales", "GroupComparisons",
      "Clustering", "Densities", "SyntheticData", "Audits", "DisclosureControl",
    ]),
  room(
    "CarbonWording",
    ["Evidence", "EmissionFactors", "CarbonAccounting", "CarbonMetrics", "Benchmarking", "Bottlenecks"]),
  room("Phrasebook", ["Evidence", "Typography", "DataWording", "StatisticsWording", "CarbonWording"]),
  // Floor 6
  room(
    "Presentation",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Documents", "Tables", "SurveyDesigns", "Scales",
      "GroupComparisons", "Audits", "SyntheticData", "Phrasebook", "DisclosureControl",
    ]),
  room(
    "CrosstabPresentation",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Documents", "Charting", "Tables", "Crosstabs",
      "RepeatedAnswers", "DisclosureControl", "Phrasebook", "Presentation", "Typography",
    ]),
  room(
    "ClusterPresentation",
    [
      "Evidence", "StructuredText", "Typography", "Documents", "Charting", "Clustering", "Densities", "Phrasebook",
      "Presentation",
    ]),
  room(
    "CarbonPresentation",
    [
      "Evidence", "StructuredText", "Documents", "ScanCodes", "Charting", "TableSources", "EmissionFactors",
      "CarbonAccounting",
      "CarbonUncertainty", "CarbonMetrics", "Benchmarking", "DisclosureControl", "Phrasebook", "Presentation",
    ]),
  room(
    "BottleneckPresentation",
    ["Evidence", "StructuredText", "Documents", "Charting", "Bottlenecks", "Presentation"]),
  // Floor 7
  room("Findings", ["Evidence", "StructuredText", "Typography", "Documents"]),
  // Floor 8
  room(
    "CommandGrammar",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Typography", "Charting", "Documents", "OfficeDocuments",
      "Tables", "Codebooks", "TableSources", "SurveyDesigns", "DisclosureControl", "Phrasebook", "Presentation",
    ]),
  room("Exercises", ["Evidence", "NumericalMethods", "StructuredText", "Typography", "Documents"]),
  // Floor 9
  room(
    "Studies",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Documents", "OfficeDocuments", "Tables", "Codebooks",
      "TableSources", "Phrasebook", "Presentation", "Findings", "CommandGrammar",
    ]),
  room(
    "Notebooks",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Typography", "Documents", "TableSources", "Exercises",
      "Phrasebook", "Presentation", "CommandGrammar", "CCommonMark",
    ]),
  room(
    "CarbonCommands",
    [
      "Evidence", "StructuredText", "Documents", "Tables", "TableSources", "EmissionFactors", "CarbonAccounting",
      "CarbonUncertainty", "CarbonMetrics", "Benchmarking", "Phrasebook", "Presentation", "CarbonPresentation",
      "CommandGrammar",
    ]),
  // Floor 10
  room(
    "Commands",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Documents", "Tables", "Codebooks", "StatisticalFiles",
      "TableSources", "JointCounts", "SurveyDesigns", "Crosstabs", "ExactTests", "Scales", "GroupComparisons",
      "Clustering", "Densities", "CarbonAccounting", "CarbonMetrics", "Bottlenecks", "Audits", "SyntheticData",
      "DisclosureControl", "Phrasebook", "Presentation", "ClusterPresentation", "BottleneckPresentation", "Findings",
      "Studies", "CommandGrammar", "CarbonCommands", "Notebooks", "Typography", "RepeatedAnswers",
      "CrosstabPresentation",
    ]),
]

let suites: [Target] = [
  // What several suites read their reference values with.
  .target(name: "TestSupport", dependencies: ["StructuredText"], path: "Tests/TestSupport"),
  // One suite a room, in the order of the rooms.
  tests(of: "Evidence"),
  tests(of: "ScanCodes", ["StructuredText", "TestSupport"]),
  tests(of: "Charting", ["Documents", "Evidence", "ScanCodes"]),
  tests(of: "Documents", ["CCommonMark", "CKernels", "Charting", "TestSupport", "Typography"]),
  tests(
    of: "OfficeDocuments",
    [
      "CExpat", "CZlib", "Charting", "CommandGrammar", "Commands", "Documents", "Evidence", "Tables", "TestSupport",
      "Workbooks",
    ]),
  tests(of: "NumericalMethods", ["Evidence"]),
  tests(of: "StructuredText", ["Evidence", "Phrasebook"]),
  tests(of: "Tables", ["Evidence", "NumericalMethods"]),
  tests(of: "Codebooks", ["Evidence", "Phrasebook", "Tables"]),
  tests(of: "EmissionFactors", ["Evidence", "Phrasebook"]),
  tests(of: "JointCounts", ["Evidence", "NumericalMethods", "Tables", "CKernels"]),
  tests(
    of: "SurveyDesigns",
    ["Evidence", "NumericalMethods", "Crosstabs", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(of: "StatisticalFiles", ["Evidence", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(of: "Workbooks", ["Evidence", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(of: "Databases", ["CSQLite", "Evidence", "Phrasebook", "Tables", "TestSupport"]),
  tests(
    of: "TableSources", ["CKernels", "Evidence", "NumericalMethods", "Phrasebook", "Tables"]),
  tests(
    of: "Crosstabs",
    ["Evidence", "NumericalMethods", "StructuredText", "Tables", "JointCounts", "Phrasebook", "TestSupport"]),
  tests(
    of: "RepeatedAnswers", ["Crosstabs", "Evidence", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(
    of: "ExactTests",
    [
      "Evidence", "NumericalMethods", "StructuredText", "Tables", "Crosstabs", "Phrasebook", "CKernels",
      "TestSupport",
    ]),
  tests(
    of: "Scales",
    [
      "Documents", "Evidence", "NumericalMethods", "StructuredText", "Tables", "Phrasebook", "Presentation",
      "TestSupport",
    ]),
  tests(of: "DisclosureControl", ["Evidence", "NumericalMethods", "Phrasebook"]),
  tests(
    of: "GroupComparisons", ["Evidence", "Phrasebook", "StructuredText", "SurveyDesigns", "Tables", "TestSupport"]),
  tests(
    of: "Clustering",
    ["CKernels", "Evidence", "NumericalMethods", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(
    of: "Densities",
    ["CKernels", "Clustering", "Evidence", "NumericalMethods", "Phrasebook", "StructuredText", "Tables", "TestSupport"]),
  tests(
    of: "CarbonAccounting",
    [
      "CKernels", "EmissionFactors", "Evidence", "NumericalMethods", "Phrasebook",
      "StructuredText", "TableSources",
      "Tables", "TestSupport",
    ]),
  tests(
    of: "CarbonUncertainty",
    [
      "CKernels", "CarbonAccounting", "EmissionFactors", "Evidence", "NumericalMethods", "StructuredText",
      "TableSources", "TestSupport",
    ]),
  tests(
    of: "CarbonMetrics",
    ["CarbonAccounting", "EmissionFactors", "Evidence", "Phrasebook", "TableSources", "Tables"]),
  tests(
    of: "Benchmarking",
    ["CarbonAccounting", "Evidence", "Phrasebook", "StructuredText", "TableSources", "TestSupport", "Tables"]),
  tests(
    of: "SyntheticData",
    [
      "CarbonAccounting", "Clustering", "Codebooks", "Crosstabs", "Densities", "Evidence", "ExactTests",
      "NumericalMethods", "Phrasebook", "SurveyDesigns", "TableSources", "Tables",
    ]),
  tests(
    of: "Bottlenecks",
    ["Evidence", "Phrasebook", "StructuredText", "SurveyDesigns", "Tables", "TestSupport"]),
  tests(of: "Audits", ["Evidence", "NumericalMethods", "Phrasebook"]),
  tests(of: "Phrasebook", ["Evidence", "TestSupport"]),
  tests(of: "Findings", ["Evidence", "StructuredText"]),
  tests(
    of: "Studies",
    ["CommandGrammar", "Commands", "Documents", "Evidence", "Phrasebook", "StructuredText", "TestSupport"]),
  tests(of: "Exercises", ["Evidence", "NumericalMethods", "StructuredText"]),
  tests(
    of: "Notebooks",
    ["CommandGrammar", "Commands", "Documents", "Evidence", "StructuredText", "TableSources", "TestSupport"]),
  tests(
    of: "Commands",
    ["CommandGrammar", "Documents", "Evidence", "Phrasebook", "StructuredText", "TestSupport", "Typography"]),
  tests(of: "tansuo", ["CExtendedAttributes", "CommandGrammar", "Commands", "Evidence", "TestSupport"]),
]

/// Everything that reads data, analyses it and says what is the matter in words; nothing that makes documents of it.
let analysis = rooms.map(\.name).prefix { $0 != "Presentation" }

let package = Package(
  name: "tansuo",
  products: [
    .library(name: "Tansuo", targets: rooms.map(\.name)),
    .library(name: "TansuoAnalysis", targets: Array(analysis)),
    .executable(name: "tansuo", targets: ["tansuo"]),
  ],
  targets: rooms + suites + [
    // Thin doors to C and C++. No decisions are made behind them.
    .target(
      name: "CBoostMath", cxxSettings: exactCXX, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CKernels", cSettings: exactC, linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CLAPACK", cSettings: exactC, linkerSettings: [.linkedLibrary("dl")]),
    library("CReadStat", package: "libreadstat-dev"),
    library("CSQLite", package: "libsqlite3-dev"),
    library("CYAML", package: "libyaml-dev"),
    library("CCommonMark", package: "libcmark-gfm-dev"),
    library("CZlib", package: "zlib1g-dev"),
    library("CExpat", package: "libexpat1-dev"),
    .systemLibrary(name: "CExtendedAttributes"),
    .systemLibrary(name: "CProcesses"),

    .executableTarget(
      name: "tansuo",
      dependencies: [
        "CommandGrammar", "Commands", "Evidence", "NumericalMethods", "TableSources", "CKernels",
        "CExtendedAttributes", "CProcesses",
      ],
      // A program at an address of its own needs none of its 42,000 pointers relocated before it starts.
      linkerSettings: [
        .unsafeFlags(["-Xclang-linker", "-no-pie"], .when(platforms: [.linux], configuration: .release))
      ]),
    // Times pieces of work for script/bench; not a product.
    .executableTarget(
      name: "tansuo-bench",
      dependencies: [
        "Evidence", "NumericalMethods", "Tables", "TableSources", "JointCounts", "SurveyDesigns", "Crosstabs",
        "ExactTests", "Scales", "Clustering", "Densities", "EmissionFactors", "CarbonAccounting",
        "CarbonUncertainty", "Bottlenecks", "Phrasebook",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
