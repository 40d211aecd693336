/// The languages results are written in.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// What a thing is called in each language. Either may be missing.
public struct Label: Sendable, Hashable {
  public var chinese: String?
  public var english: String?

  public init(chinese: String? = nil, english: String? = nil) {
    self.chinese = chinese
    self.english = english
  }

  public var isEmpty: Bool { chinese == nil && english == nil }

  /// The label in `language`, else in the other one.
  public func text(in language: Language) -> String? {
    switch language {
    case .chinese: chinese ?? english
    case .english: english ?? chinese
    }
  }

  /// A label whose language is read off its writing: any Han character makes it Chinese.
  public init(sniffing text: String) {
    let isChinese = text.unicodeScalars.contains { scalar in
      (0x4E00...0x9FFF).contains(scalar.value) || (0x3400...0x4DBF).contains(scalar.value)
        || (0x20000...0x2FA1F).contains(scalar.value)
    }
    self.init(chinese: isChinese ? text : nil, english: isChinese ? nil : text)
  }
}
