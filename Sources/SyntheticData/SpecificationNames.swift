import Evidence
import StructuredText
import Tables

/// Whether the names in a specification exist, stand where they are needed and mean what they are used for.
struct SpecificationNames {
  let specification: SyntheticSpecification
  let collector: FaultCollector

  init(_ specification: SyntheticSpecification, _ collector: FaultCollector) {
    self.specification = specification
    self.collector = collector
  }

  func check() {
    let ids = [specification.clusters?.id, specification.respondents.id, specification.weights?.name]
    var seen = Set(ids.compactMap { $0 })
    let inClasses = Set(specification.classes.flatMap(\.items))
    for item in specification.items {
      if !seen.insert(item.name).inserted {
        collector.add(SyntheticFault.duplicateName, at: item.place, ["name": .text(item.name)])
      }
      check(item, isInClasses: inClasses.contains(item.name))
    }
    for group in specification.classes { check(group) }
    for target in specification.associations { check(target) }
    for target in specification.correlations { check(target) }
    for set in specification.responseSets {
      for member in set.members { _ = known(member, at: nil) }
    }
    if let weights = specification.weights, let item = known(weights.item, at: nil) {
      if item.unit != .clusters { other(item, .clusters, item.place) }
      if weights.population.count != item.levels.count {
        collector.add(
          SyntheticFault.incompleteItem, at: item.place,
          [
            "item": .text(item.name), "found": .integer(weights.population.count),
            "expected": .integer(item.levels.count),
          ])
      }
    }
    if let plants = specification.plants { check(plants) }
  }

  private func check(_ item: SyntheticSpecification.Item, isInClasses: Bool) {
    if item.unit == .clusters, specification.clusters == nil {
      collector.add(SyntheticFault.clustersNeeded, at: item.place, ["item": .text(item.name)])
    }
    if item.intraclass != nil, item.unit == .clusters || specification.clusters == nil {
      other(item, .respondents, item.place)
    }
    knows(item.factor, at: item.place)
    if !isInClasses {
      for level in item.levels where level.margin == .open {
        collector.add(
          SyntheticFault.noMargin, at: level.place,
          ["item": .text(item.name), "level": .text(level.level.value.description)])
      }
    }
    guard let routing = item.routing, let before = earlier(routing.item, than: item.name, at: routing.place) else {
      return
    }
    if before.unit == .respondents, item.unit == .clusters { other(before, .clusters, routing.place) }
    for value in routing.values { has(before, value, at: routing.place) }
  }

  private func check(_ classes: SyntheticSpecification.Classes) {
    knows(classes.factor, at: classes.place)
    let items = classes.items.compactMap { known($0, at: classes.place) }
    for item in items where item.unit == .clusters { other(item, .respondents, classes.place) }
    for group in classes.groups {
      if group.pattern.count != classes.items.count {
        collector.add(
          SyntheticFault.incompleteItem, at: classes.place,
          [
            "item": .text(classes.name), "found": .integer(group.pattern.count),
            "expected": .integer(classes.items.count),
          ])
      }
      for (item, value) in zip(items, group.pattern) { has(item, value, at: classes.place) }
    }
  }

  private func check(_ target: SyntheticSpecification.Association) {
    guard let rows = known(target.rows, at: target.place) else { return }
    guard let columns = earlierPair(rows, target.columns, at: target.place) else { return }
    for item in [rows, columns] {
      if item.unit == .clusters { other(item, .respondents, target.place) }
      if !item.gaps.isEmpty || item.routing != nil {
        collector.add(
          SyntheticFault.tooManyMissing, at: item.place,
          ["item": .text(item.name), "missing": .integer(item.gaps.reduce(0) { $0 + $1.count }), "n": .integer(0)])
      }
    }
  }

  /// The second item of a pair of which the first must come first.
  private func earlierPair(
    _ first: SyntheticSpecification.Item, _ second: String, at place: Place
  ) -> SyntheticSpecification.Item? {
    guard let item = known(second, at: place) else { return nil }
    return earlier(first.name, than: second, at: place) == nil ? nil : item
  }

  private func check(_ target: SyntheticSpecification.CorrelationTarget) {
    guard target.items.count == 2 else {
      collector.add(
        SyntheticFault.incompleteItem, at: target.place,
        ["item": .text(target.name), "found": .integer(target.items.count), "expected": 2])
      return
    }
    guard let first = known(target.items[0], at: target.place),
      let second = earlierPair(first, target.items[1], at: target.place)
    else { return }
    for item in [first, second] where item.unit == .clusters { other(item, .respondents, target.place) }
  }

  private func check(_ plants: SyntheticSpecification.Plants) {
    knows(plants.factor, at: plants.place)
    if let sector = known(plants.sectorItem, at: plants.place) {
      if sector.unit != .clusters { other(sector, .clusters, plants.place) }
      for plant in plants.sectors { has(sector, plant.sector, at: plant.place) }
      covers(sector, plants.sectors.map(\.sector), at: plants.place)
    }
    if let size = known(plants.sizeItem, at: plants.place) {
      if size.unit != .clusters { other(size, .clusters, plants.place) }
      covers(size, plants.sizes.map(\.size), at: plants.place)
    }
  }

  // MARK: Single names

  private func covers(_ item: SyntheticSpecification.Item, _ values: [LevelValue], at place: Place) {
    let count = item.levels.count { values.contains($0.level.value) }
    if count < item.levels.count {
      collector.add(
        SyntheticFault.incompleteItem, at: place,
        ["item": .text(item.name), "found": .integer(count), "expected": .integer(item.levels.count)])
    }
  }

  private func known(_ name: String, at place: Place?) -> SyntheticSpecification.Item? {
    if let item = specification.item(name) { return item }
    let nearest = Similarity.nearest(to: name, in: specification.items.map(\.name))
    collector.add(SyntheticFault.unknownItem, at: place, ["item": .text(name), "nearest": .list(nearest)])
    return nil
  }

  private func earlier(_ name: String, than later: String, at place: Place) -> SyntheticSpecification.Item? {
    guard let item = known(name, at: place) else { return nil }
    let first = specification.items.firstIndex { $0.name == name }
    let second = specification.items.firstIndex { $0.name == later }
    if let first, let second, first < second { return item }
    collector.add(SyntheticFault.laterItem, at: place, ["item": .text(name), "later": .text(later)])
    return nil
  }

  private func has(_ item: SyntheticSpecification.Item, _ value: LevelValue, at place: Place) {
    if item.levels.contains(where: { $0.level.value == value }) { return }
    collector.add(
      SyntheticFault.unknownLevel, at: place,
      [
        "item": .text(item.name), "level": .text(value.description),
        "levels": .list(item.levels.map(\.level.value.description)),
      ])
  }

  private func knows(_ factor: String?, at place: Place) {
    guard let factor, !specification.factors.contains(where: { $0.name == factor }) else { return }
    collector.add(
      SyntheticFault.unknownFactor, at: place,
      ["factor": .text(factor), "factors": .list(specification.factors.map(\.name))])
  }

  private func other(_ item: SyntheticSpecification.Item, _ unit: SyntheticSpecification.Unit, _ place: Place) {
    collector.add(
      SyntheticFault.otherUnit, at: place, ["item": .text(item.name), "unit": .text(unit.rawValue)])
  }
}
