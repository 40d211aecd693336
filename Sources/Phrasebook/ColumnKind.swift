import Evidence

/// What a kind of column is called where people read it.
package enum ColumnKind {
  /// Kinds as `Column.kindName` has them; what is no kind stays as it is.
  package static func name(_ kind: String, in language: Language) -> String {
    guard language == .chinese else { return kind }
    return switch kind {
    case "category": "类别"
    case "ordered": "有序类别"
    case "integer": "整数"
    case "real": "实数"
    case "date": "日期"
    case "date-time": "日期时间"
    case "text": "文本"
    default: kind
    }
  }
}
