/// What a paragraph of a Word file has beyond its style.
struct ParagraphLook {
  /// Stands on the same page as the next.
  var keepsNext = false
  var startsPage = false
  /// The list it is an item of, and how deep.
  var list: (number: Int, level: Int)?
  var hasRuleBelow = false
  /// In twentieths of a point.
  var indent = 0
  /// Chinese running text begins two characters in.
  var isMovedIn = false
  /// `left`, `center` or `right` where the style's own is not meant.
  var alignment: StaticString?

  /// The properties, in the order the format asks for.
  func write(to body: inout Markup) {
    if keepsNext { body.raw("<w:keepNext/>") }
    if startsPage { body.raw("<w:pageBreakBefore/>") }
    if let list {
      body.raw("<w:numPr><w:ilvl w:val=\"")
      body.number(list.level)
      body.raw("\"/><w:numId w:val=\"")
      body.number(list.number)
      body.raw("\"/></w:numPr>")
    }
    if hasRuleBelow {
      body.raw("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>")
    }
    if indent > 0 {
      body.raw("<w:ind w:left=\"")
      body.number(indent)
      if list != nil {
        body.raw("\" w:hanging=\"")
        body.number(WordLists.step)
      }
      body.raw("\"/>")
    } else if isMovedIn {
      body.raw("<w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/>")
    }
    if let alignment {
      body.raw("<w:jc w:val=\"")
      body.raw(alignment)
      body.raw("\"/>")
    }
  }
}
