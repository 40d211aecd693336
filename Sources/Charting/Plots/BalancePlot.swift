import Evidence

/// What was allotted against what was emitted: the surplus or shortage of each, around zero.
public struct BalancePlot: Plot {
  public struct Account: Sendable, Hashable {
    public var label: String
    public var allowance: Double
    public var emissions: Double

    public init(_ label: String, allowance: Double, emissions: Double) {
      self.label = label
      self.allowance = allowance
      self.emissions = emissions
    }

    var balance: Double { allowance - emissions }
  }

  public var accounts: [Account]
  public var format: ValueFormat
  public var axisTitle: String

  public init(_ accounts: [Account], format: ValueFormat = .number(decimals: 0), axisTitle: String = "") {
    self.accounts = accounts
    self.format = format
    self.axisTitle = axisTitle
  }

  private func isDrawable(_ account: Account) -> Bool {
    account.allowance.isDrawable && account.emissions.isDrawable
  }
  private var drawn: [Account] { accounts.filter(isDrawable) }
  public var omitted: [String] { accounts.filter { !isDrawable($0) }.map(\.label) }

  private var signed: ValueFormat {
    var signed = format
    signed.showsSign = true
    return signed
  }

  public func draw(on canvas: inout Canvas) {
    let rows = drawn
    let language = canvas.language
    let top = Key(
      entries: [
        (.box(.category(5), isHatched: true), ChartWord.shortage.text(language)),
        (.box(.category(0), isHatched: false), ChartWord.surplus.text(language)),
      ]
    ).draw(on: &canvas, top: 2)
    let small = Canvas.smallFontSize
    let texts = rows.map { row in
      [signed.text(row.balance)]
        + (row.allowance > 0
          ? [ValueFormat(decimals: 1, isPercent: true, showsSign: true).text(row.balance / row.allowance)] : [])
    }
    let trailing = (texts.flatMap { $0 }.map { $0.width(size: small) }.max() ?? 0) + 14
    let frame = RowFrame(rows.map(\.label), on: &canvas, top: top, trailing: trailing, band: 28)
    let scale = Scale(covering: rows.map(\.balance), includingZero: true, from: frame.left, to: frame.right)
    for (row, (place, text)) in zip(rows, zip(frame.rows, texts)) {
      let (zero, end) = (scale.place(0), scale.place(row.balance))
      canvas.rectangle(
        Box(x: min(zero, end), y: place.center - 8, width: abs(end - zero), height: 16),
        row.balance < 0 ? .category(5) : .category(0), isHatched: row.balance < 0,
        tip: "\(row.label): \(format.text(row.allowance)) − \(format.text(row.emissions))")
      let height = Canvas.height(ofLines: text.count, size: small)
      canvas.text(text, x: canvas.width - 2, top: place.center - height / 2, size: small, anchor: .end)
    }
    frame.axis(scale, format: format, title: axisTitle, on: &canvas)
  }

  public func data(in language: Language) -> ChartData {
    ChartData(
      headings: ([.item, .allocated, .emitted, .gap] as [ChartWord]).map { $0.text(language) },
      rows: accounts.map {
        [
          $0.label, format.text($0.allowance), format.text($0.emissions),
          signed.text(isDrawable($0) ? $0.balance : nil),
        ]
      })
  }

  public func summary(in language: Language) -> String {
    let short = drawn.count { $0.balance < 0 }
    let extremes = ExtremesSentence(drawn.map { ($0.label, $0.balance) }, format: signed).text(in: language)
    return language == .chinese
      ? "\(drawn.count) 项中 \(short) 项有缺口；\(extremes)" : "\(short) of \(drawn.count) are short; \(extremes)"
  }
}
