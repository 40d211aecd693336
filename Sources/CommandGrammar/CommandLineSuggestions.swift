/// Names that may have been meant.
package enum Suggestions {
  /// Up to three of `names` that are a few slips of the finger away from `typed`, nearest first.
  ///
  /// A slip is a letter too many, too few, wrong, or two neighbors exchanged. One slip is forgiven in every three letters.
  package static func nearest(to typed: String, among names: [String]) -> [String] {
    let typed = Array(typed.lowercased())
    let allowed = max(1, typed.count / 3)
    let near = names.enumerated().compactMap { index, name -> (slips: Int, index: Int, name: String)? in
      let candidate = Array(name.lowercased())
      if typed.count >= 3, candidate.starts(with: typed) { return (0, index, name) }
      let slips = slips(typed, candidate)
      return slips <= allowed ? (slips, index, name) : nil
    }
    return near.sorted { ($0.slips, $0.index) < ($1.slips, $1.index) }.prefix(3).map(\.name)
  }

  /// The optimal string alignment distance.
  package static func slips(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var best = min(current[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[b.count]
  }
}
