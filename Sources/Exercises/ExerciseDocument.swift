import Documents
import Evidence

extension ExerciseAnswers {
  /// The questions, with the answers that are not hidden.
  package func blocks(in language: Language) -> [Block] {
    let title = exercise.title.map { [Block.paragraph([.strong(Phrase($0))])] } ?? []
    let items = steps.map { solved in
      let question = Block.paragraph(Phrase(solved.step.question(in: language)))
      guard !solved.step.isHidden else { return [question] }
      let answer = solved.answer.shown(solved.step.tolerance)
      return [question, .paragraph(Phrase(language == .chinese ? "答案：\(answer)" : "Answer: \(answer)"))]
    }
    return title + [.list(ordered: true, items)]
  }
}

extension Exercise.Step {
  /// What is asked, and how exactly the answer is wanted.
  package func question(in language: Language) -> String {
    let isChinese = language == .chinese
    let wanted =
      switch tolerance {
      case .figures(let count):
        isChinese ? "\(count) 位有效数字" : count == 1 ? "1 significant figure" : "\(count) significant figures"
      case .decimals(0): isChinese ? "整数" : "a whole number"
      case .decimals(let count): isChinese ? "\(count) 位小数" : count == 1 ? "1 decimal" : "\(count) decimals"
      case .choice(let words): words.joined(separator: isChinese ? "、" : ", ")
      }
    return isChinese ? "\(ask)（\(wanted)）" : "\(ask) (\(wanted))"
  }
}
