/// Counts tied together by sums, as flows: what enters a node leaves it.
///
/// A two-way table is such a network: a cell is an arc from its row to its column, a total an arc from the source or to
/// the sink. Whoever reads the published table knows the visible arcs, and of a hidden one whether it is unsafe, hence
/// between which bounds it lies. All values of an arc between its least and its greatest occur, since flows of whole
/// bounds can be chosen whole.
struct CountNetwork: Sendable, Hashable {
  struct Arc: Sendable, Hashable {
    let from: Int
    let to: Int
    let count: Int
    let isPrimary: Bool
    /// Never hidden: the number of respondents.
    let isFixed: Bool
    var isHidden: Bool
    /// What a reader who knows the rule takes the arc for where it is hidden.
    let bounds: ClosedRange<Int>
  }

  /// Far beyond every count, and small enough to be added up.
  static let unbounded = 1 << 60

  let nodeCount: Int
  private(set) var arcs: [Arc] = []
  /// The arcs that touch each node.
  private var touching: [[Int]]
  /// Steps of searches done so far, and how many may be done: beyond, the table is not published.
  private(set) var steps = 0
  var mostSteps = 400_000_000

  init(nodeCount: Int) {
    self.nodeCount = nodeCount
    touching = Array(repeating: [], count: nodeCount)
  }

  var isExhausted: Bool { steps > mostSteps }

  /// An unsafe count is between 1 and the rule's minimum, any other hidden one is at least the minimum. A 0 gives no
  /// room, as whoever knows that it is not unsafe could take it for nothing else than 0 or much.
  mutating func add(from: Int, to: Int, _ count: Int, under rule: DisclosureRule, isFixed: Bool = false) {
    let isPrimary = !isFixed && rule.isUnsafe(count: count)
    let bounds =
      isFixed || count == 0
      ? count...count : isPrimary ? 1...(rule.minimumCount - 1) : rule.minimumCount...Self.unbounded
    touching[from].append(arcs.count)
    touching[to].append(arcs.count)
    arcs.append(
      Arc(
        from: from, to: to, count: count, isPrimary: isPrimary, isFixed: isFixed, isHidden: isPrimary, bounds: bounds))
  }

  mutating func hide(_ arc: Int) { arcs[arc].isHidden = true }
  mutating func show(_ arc: Int) { arcs[arc].isHidden = false }

  /// One step along an arc: with it or against it.
  private struct Step {
    var arc: Int
    var change: Int
  }

  /// How far `arc` can be raised or lowered while everything visible stays, at most by `most`.
  ///
  /// - Parameter change: 1 for raising, −1 for lowering.
  mutating func room(of arc: Int, _ change: Int, most: Int) -> Int {
    var values = arcs.map(\.count)
    return push(arc, change, most: most, &values)
  }

  /// Raises or lowers an arc in `values` one by one as long as hidden arcs can make up for it.
  private mutating func push(_ arc: Int, _ change: Int, most: Int, _ values: inout [Int]) -> Int {
    var room = 0
    while room < most, arcs[arc].bounds.contains(values[arc] + change),
      let path = path(around: arc, change, values, mayHide: false)
    {
      values[arc] += change
      for step in path.steps { values[step.arc] += step.change }
      room += 1
    }
    return room
  }

  /// How many values the arc can have, counted up to `most`.
  mutating func values(of arc: Int, most: Int) -> Int {
    let up = room(of: arc, 1, most: most - 1)
    return 1 + up + (up >= most - 1 ? 0 : room(of: arc, -1, most: most - 1 - up))
  }

  /// Hides what it takes for an arc to have `wanted` values; `false` where nothing helps.
  mutating func protect(_ arc: Int, wanted: Int) -> Bool {
    while !isExhausted {
      var (raised, lowered) = (arcs.map(\.count), arcs.map(\.count))
      let up = push(arc, 1, most: wanted - 1, &raised)
      let down = push(arc, -1, most: wanted - 1, &lowered)
      if 1 + up + down >= wanted { return true }
      let ways = [(1, raised), (-1, lowered)].compactMap { change, values in
        arcs[arc].bounds.contains(values[arc] + change)
          ? path(around: arc, change, values, mayHide: true) : nil
      }
      guard let best = ways.min(by: { $0.cost < $1.cost }) else { return false }
      for step in best.steps { hide(step.arc) }
    }
    return false
  }

  /// The cheapest way to balance a change of one arc by others; visible ones cost their count, hidden ones nothing.
  ///
  /// - Complexity: O(*nodes*² + *arcs*).
  private mutating func path(
    around arc: Int, _ change: Int, _ values: [Int], mayHide: Bool
  ) -> (steps: [Step], cost: Int)? {
    let (start, goal) = change > 0 ? (arcs[arc].to, arcs[arc].from) : (arcs[arc].from, arcs[arc].to)
    var costs = [Int](repeating: Self.unbounded, count: nodeCount)
    var cameBy = [Step?](repeating: nil, count: nodeCount)
    var isDone = [Bool](repeating: false, count: nodeCount)
    costs[start] = 0
    while true {
      var nearest = -1
      for node in 0..<nodeCount where !isDone[node] && costs[node] < Self.unbounded {
        if nearest < 0 || costs[node] < costs[nearest] { nearest = node }
      }
      guard nearest >= 0 else { return nil }
      if nearest == goal { break }
      isDone[nearest] = true
      steps += touching[nearest].count + nodeCount
      for next in touching[nearest] where next != arc {
        let own = arcs[next]
        guard !own.isFixed, own.isHidden || (mayHide && own.count > 0) else { continue }
        let (other, change) = own.from == nearest ? (own.to, 1) : (own.from, -1)
        guard own.bounds.contains(values[next] + change), !isDone[other] else { continue }
        let cost = costs[nearest] + (own.isHidden ? 0 : own.count)
        if cost < costs[other] {
          costs[other] = cost
          cameBy[other] = Step(arc: next, change: change)
        }
      }
    }
    var steps: [Step] = []
    var node = goal
    while node != start, let step = cameBy[node] {
      steps.append(step)
      node = step.change > 0 ? arcs[step.arc].from : arcs[step.arc].to
    }
    return (steps, costs[goal])
  }
}
