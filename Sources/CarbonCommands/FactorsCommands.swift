import CarbonPresentation
import CommandGrammar
import EmissionFactors
import Evidence
import StructuredText
import TableSources

extension CommandDescription {
  package static let factorsList = CommandDescription(
    "factors list", in: .carbon,
    Label(chinese: "列出排放因子及其版本", english: "the emission factors there are, with their editions"),
    examples: [
      Example("tansuo factors list", Label(chinese: "全部内置因子", english: "all built-in factors")),
      Example(
        "tansuo factors list 电力 --region 山东 --year 2022",
        Label(chinese: "山东 2022 年可用的电力因子", english: "what there is for electricity in Shandong in 2022")),
    ],
    operands: [.factorItem.optional], options: [.factors, .edition, .factorRegion, .factorYear]
  ) { invocation, surroundings throws(Fault) in
    let library = try FactorLibrary(invocation)
    var factors = library.factors
    if let name = invocation.operand(.factorItem) { factors = try library.factors(of: name) }
    let editions = invocation.texts(.edition)
    if !editions.isEmpty { factors = factors.filter { editions.contains($0.edition) } }
    if let name = invocation.text(.factorRegion) {
      guard let region = Region.named(name) else {
        let names = Region.all.flatMap { [$0.key] + [$0.label.chinese!] }
        throw Fault(
          FactorFault.unknownRegion,
          ["region": .text(name), "nearest": .list(Similarity.nearest(to: name, in: names))])
      }
      let chain = region.chain
      factors = factors.filter { chain.contains($0.region) }
    }
    if let year = invocation.integer(.factorYear) { factors = factors.filter { $0.distance(from: year) == 0 } }
    let listing = FactorListing(factors)
    return Output(
      document: { language in listing.document(in: language) },
      envelope: { _ in
        Envelope(
          "factors/1", method: ["editions": JSONValue(library.editions)], result: ["factors": listing.json])
      })
  }

  package static let factorsShow = CommandDescription(
    "factors show", in: .carbon,
    Label(chinese: "一个因子的数值、来源与核对状态", english: "one factor with its source and how far it was checked"),
    examples: [
      Example(
        "tansuo factors show cn_fuel.anthracite",
        Label(chinese: "无烟煤的热值、含碳量与氧化率", english: "calorific value, carbon content and oxidation of anthracite"))
    ],
    operands: [.factorKey], options: [.factors, .edition]
  ) { invocation, surroundings throws(Fault) in
    let library = try FactorLibrary(invocation)
    let listing = FactorListing(try library.factors(of: invocation.required(.factorKey)))
    return Output(
      document: { language in listing.detail(in: language) },
      envelope: { _ in Envelope("factors/1", result: ["factors": listing.json]) })
  }

  package static let factorsDiff = CommandDescription(
    "factors diff", in: .carbon,
    Label(chinese: "两个版本的因子有何不同", english: "how the factors of two editions differ"),
    examples: [
      Example(
        "tansuo factors diff mee-power-2021 mee-power-2022",
        Label(chinese: "2022 年电力因子比 2021 年变了多少", english: "how power factors changed from 2021 to 2022"))
    ],
    operands: [.oldEdition, .newEdition], options: [.factors]
  ) { invocation, surroundings throws(Fault) in
    var library = FactorLibrary.builtIn
    for path in invocation.texts(.factors) {
      library = try library.adding(try TableSource.bytes(ofFile: path), file: path)
    }
    let old = try invocation.required(.oldEdition)
    let new = try invocation.required(.newEdition)
    let comparison = FactorComparison(old: old, new: new, try library.differences(from: old, to: new))
    return Output(
      document: { language in comparison.document(in: language) },
      envelope: { _ in Envelope("factors/1", result: comparison.json) })
  }
}

extension Operand {
  static let factorItem = Operand(
    "ITEM", Label(chinese: "品种的键或名称", english: "the key or name of an item"), completion: .nothing)
  static let factorKey = Operand(
    "KEY", Label(chinese: "因子的键、键的开头部分，或品种名称", english: "the key of a factor or family, or the name of an item"),
    completion: .nothing)
  static let oldEdition = Operand(
    "OLD", Label(chinese: "旧版本", english: "the edition to compare from"),
    completion: .nothing)
  static let newEdition = Operand(
    "NEW", Label(chinese: "新版本", english: "the edition to compare with"),
    completion: .nothing)
}

extension CommandOption {
  static let factorRegion = CommandOption(
    "region", .text, placeholder: "REGION",
    Label(chinese: "只列该地区可用的因子", english: "only what can be used in this region"))
  static let factorYear = CommandOption(
    "year", .integer(1900...2200), Label(chinese: "只列该年有效的因子", english: "only what is valid in this year"))
}
