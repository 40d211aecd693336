import Evidence
import NumericalMethods

/// Quantities for each unit of value added, held against the others of the same sector, year and kind.
struct PeerComparisons: Sendable {
  struct Member: Sendable {
    let sector: String
    let year: Int
    let kind: Int
    let cell: Int
    let ratio: Double
  }

  private struct Group: Sendable {
    let sector: String
    let kind: Int
    var members: [(cell: Int, ratio: Double)] = []
  }

  /// By groups in the order of their first record.
  let found: [CellDoubt]

  init(_ parts: [[Member]], _ kinds: SeriesKinds, years: Int, threads: Int) {
    var groups: [Group] = []
    var sectors: [String: Int] = [:]
    var places: [Int: Int] = [:]
    for member in parts.joined() {
      let sector = sectors[member.sector, default: sectors.count]
      sectors[member.sector] = sector
      let key = (sector * years + member.year) * kinds.kinds.count + member.kind
      let place = places[key, default: groups.count]
      if place == groups.count {
        places[key] = place
        groups.append(Group(sector: member.sector, kind: member.kind))
      }
      groups[place].members.append((member.cell, member.ratio))
    }
    let all = groups
    found = Parallel.map(all.count, threads: threads) { place -> [CellDoubt] in
      Self.doubts(all[place].members, sector: all[place].sector, item: kinds.kinds[all[place].kind].name)
    }.flatMap { $0 }
  }

  private static func doubts(
    _ members: [(cell: Int, ratio: Double)], sector: String, item: Label
  ) -> [CellDoubt] {
    guard members.count >= 6 else { return [] }
    let sorted = members.map(\.ratio).sorted()
    guard sorted.last! / sorted.first! >= 100 else { return [] }
    return members.compactMap { member in
      let ratio = member.ratio / SortedOthers(sorted, withoutPlace: sorted.firstPlace(of: member.ratio)).middle
      guard ratio >= 100 || ratio <= 0.01 else { return nil }
      return CellDoubt(
        cell: member.cell,
        caveat: Caveat(
          AccountCaveat.peerOutlier, ["item": .label(item), "ratio": .number(ratio), "sector": .text(sector)]))
    }
  }
}

extension [Double] {
  /// The place of the first number that is not below `number`; the numbers ascend.
  fileprivate func firstPlace(of number: Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
