import Evidence
import StructuredText
import Tables

extension SpecificationReader {
  func plants(_ node: YAMLNode) -> SyntheticSpecification.Plants? {
    collector.read(node) { reader -> SyntheticSpecification.Plants? in
      for key in ["table", "years", "sector", "size", "sectors", "sizes", "factor"] { reader.require(key) }
      let years = (reader.list("years") ?? []).compactMap { $0.integer("years", collector) }
      let sectors = (reader.list("sectors") ?? []).compactMap(sector)
      let sizes = (reader.list("sizes") ?? []).compactMap { node in
        collector.read(node) { reader -> SyntheticSpecification.Plants.Size? in
          for key in ["size", "from", "to"] { reader.require(key) }
          let from = real(reader, "from", 0...1) ?? 0
          let to = real(reader, "to", 0...1) ?? 1
          return reader.node("size").flatMap(value).map { .init(size: $0, range: min(from, to)...max(from, to)) }
        } ?? nil
      }
      let saving = real(reader, "saving", -0.3...0.3) ?? 0
      let spread = real(reader, "spread", 0...0.3) ?? 0
      let posts = reader.mapping("posts") { reader -> SyntheticSpecification.Plants.Posts? in
        reader.require("name")
        reader.require("per-10000-tce")
        let label = reader.label("label") ?? Label()
        guard let name = reader.text("name"), let ratio = printed(reader, "per-10000-tce") else { return nil }
        return .init(name: name, label: label, ratio: ratio)
      }
      guard let table = reader.text("table"), let sector = reader.text("sector"), let size = reader.text("size"),
        let factor = reader.text("factor")
      else { return nil }
      return .init(
        table: table, years: years, sectorItem: sector, sizeItem: size, sectors: sectors, sizes: sizes,
        factor: factor, saving: saving, spread: spread, posts: posts ?? nil, place: node.place)
    } ?? nil
  }

  private func sector(_ node: YAMLNode) -> SyntheticSpecification.Plants.Sector? {
    collector.read(node) { reader -> SyntheticSpecification.Plants.Sector? in
      for key in ["sector", "product", "unit", "least", "largest", "output", "value-added", "flows"] {
        reader.require(key)
      }
      let product = reader.label("product") ?? Label()
      let least = positive(reader, "least")
      let largest = positive(reader, "largest")
      let output = positive(reader, "output")
      let valueAdded = positive(reader, "value-added")
      let staff = positive(reader, "staff")
      let flows = (reader.list("flows") ?? []).compactMap(flow)
      guard let sector = reader.node("sector").flatMap(value), let unit = reader.text("unit") else { return nil }
      return .init(
        sector: sector, product: product, unit: unit, capacity: min(least, largest)...max(least, largest),
        output: output, valueAdded: valueAdded, staff: staff, flows: flows, place: node.place)
    } ?? nil
  }

  private func flow(_ node: YAMLNode) -> SyntheticSpecification.Plants.Flow? {
    collector.read(node) { reader -> SyntheticSpecification.Plants.Flow? in
      for key in ["kind", "item", "unit", "per"] { reader.require(key) }
      let per = positive(reader, "per")
      let coal = positive(reader, "tce")
      let usedBy = reader.has("used-by") ? real(reader, "used-by", 0...1) ?? 1 : 1
      let isFixed = reader.boolean("fixed") ?? false
      guard let kind = reader.text("kind"), let item = reader.text("item"), let unit = reader.text("unit") else {
        return nil
      }
      return .init(kind: kind, item: item, unit: unit, per: per, standardCoal: coal, usedBy: usedBy, isFixed: isFixed)
    } ?? nil
  }

  private func positive(_ reader: MappingReader, _ key: String) -> Double { real(reader, key, 0...1e12) ?? 0 }
}
