import Evidence
import Tables

/// The columns of the two tables of an account, by their names in either language.
enum AccountColumns {
  static let activity: [String: [String]] = [
    "entity": ["企业", "企业编号", "企业代码", "企业id", "enterprise", "id"], "year": ["年份", "年度", "年"],
    "kind": ["类别", "类型", "排放类别"], "item": ["品种", "燃料", "能源品种", "项目", "fuel"],
    "quantity": ["数量", "消耗量", "活动水平", "活动数据", "amount"], "unit": ["单位", "计量单位"],
    "ncv": ["低位发热量", "热值"], "carbon_content": ["含碳量", "单位热值含碳量"], "oxidation": ["氧化率", "碳氧化率"],
    "factor": ["排放因子", "因子"], "region": ["地区", "区域"], "note": ["备注", "说明"], "uncertainty": ["不确定度"],
    "counterparty": ["对方企业", "交易对方", "供方", "购方"],
  ]
  static let flows: [String: [String]] = [
    "entity": ["企业", "企业编号", "企业代码", "企业id", "enterprise", "id"], "year": ["年份", "年度", "年"],
    "flow": ["流向", "碳流", "方向", "direction"], "item": ["品种", "物料", "项目", "material"],
    "quantity": ["数量", "消耗量", "产量", "amount"], "unit": ["单位", "计量单位"],
    "carbon_content": ["含碳量", "碳含量"],
  ]
  static let entities: [String: [String]] = [
    "entity": ["企业", "企业编号", "企业代码", "企业id", "enterprise", "id"], "year": ["年份", "年度", "年"],
    "name": ["名称", "企业名称"], "province": ["省份", "省", "地区"], "city": ["城市", "市"], "sector": ["行业", "所属行业"],
    "output": ["产值", "工业总产值", "总产值"], "value_added": ["增加值", "工业增加值"], "product": ["产量", "产品产量"],
    "product_unit": ["产品单位", "产量单位"], "staff": ["人数", "职工人数"],
    "energy_tce": ["综合能耗", "能源消费量", "能耗"],
  ]

  /// The column known by `name`, by its other names, or by a label that is one of them.
  static func find(_ name: String, among known: [String: [String]], in table: Table) -> Column? {
    place(of: name, among: known, in: table.columns.map { ($0.name, $0.label) }).map { table.columns[$0] }
  }

  /// The same among the names and labels of columns.
  static func place(
    of name: String, among known: [String: [String]], in columns: [(name: String, label: Label)]
  ) -> Int? {
    let names = [name] + known[name]!
    for candidate in names {
      if let place = columns.firstIndex(where: { $0.name == candidate }) { return place }
    }
    return columns.firstIndex { column in
      names.contains(column.name.lowercased())
        || [column.label.chinese, column.label.english].contains { $0.map { names.contains($0.lowercased()) } ?? false }
    }
  }

  static func require(
    _ name: String, among known: [String: [String]], in table: Table, _ fault: AccountFault
  ) throws(Fault) -> Column {
    guard let column = find(name, among: known, in: table) else {
      throw Fault(
        fault,
        [
          "column": .text(name), "chinese": .text(known[name]!.first!), "columns": .list(table.columns.map(\.name)),
        ])
    }
    return column
  }
}
