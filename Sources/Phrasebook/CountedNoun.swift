/// A number with its noun, as English has it: `1 row`, `2 rows`.
package func counted(_ count: Int, _ one: String, _ many: String) -> String {
  "\(count) \(count == 1 ? one : many)"
}
