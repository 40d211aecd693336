import Glibc

/// What a color is for. The theme knows which color that is, in light and in dark.
public indirect enum Paint: Sendable, Hashable {
  /// Categories that have no order, 0 to 7; others start again.
  case category(Int)
  /// From −3 to 3, around a neutral.
  case diverging(Int)
  /// From 0, little, to 4, much.
  case sequential(Int)
  case text
  case faint
  case axis
  case grid
  /// A tint behind what should be seen as one.
  case band
  /// What is decided or warned about: a cut, a threshold.
  case accent
  case page
  /// Black and white on every screen, for what machines read.
  case ink
  case paper
  /// Text standing on another paint.
  case on(Paint)

  /// A short name, for style sheets.
  var name: String {
    switch self {
    case .category(let index): "c\(index % 8)"
    case .diverging(let step): step < 0 ? "n\(-max(step, -3))" : "p\(min(step, 3))"
    case .sequential(let step): "s\(min(max(step, 0), 4))"
    case .text: "t"
    case .faint: "f"
    case .axis: "a"
    case .grid: "g"
    case .band: "b"
    case .accent: "h"
    case .page: "w"
    case .ink: "i"
    case .paper: "q"
    case .on(let paint): "o\(paint.name)"
    }
  }

  /// Every paint that can lie under text.
  static let grounds: [Paint] =
    (0..<8).map(Paint.category) + (-3...3).map(Paint.diverging) + (0..<5).map(Paint.sequential) + [.band, .page]

  static let plain: [Paint] = [.text, .faint, .axis, .grid, .accent]
  /// Paints that no theme changes.
  static let fixed: [Paint] = [.ink, .paper]
}

/// Which color each paint is. Categories after Okabe and Ito, told apart by readers who see colors differently.
public enum Theme: Sendable, Hashable, CaseIterable {
  case light
  case dark

  /// Red, green and blue, one byte each.
  func color(_ paint: Paint) -> UInt32 {
    let isLight = self == .light
    switch paint {
    case .category(let index):
      let light: [UInt32] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0x6B6B6B, 0xF0E442]
      let dark: [UInt32] = [0x3D9BD6, 0xE69F00, 0x1DB88C, 0xD58DB5, 0x8CCBF0, 0xE77B2B, 0x9A9A9A, 0xF0E442]
      return (isLight ? light : dark)[index % 8]
    case .diverging(let step):
      let light: [UInt32] = [0xB34A00, 0xE58A45, 0xF6CFA8, 0xE9E9E6, 0xB9D9EE, 0x62A8D6, 0x0A659F]
      let dark: [UInt32] = [0xF09A55, 0xB8682C, 0x6E4526, 0x3A3D40, 0x27506D, 0x3A82B5, 0x7CC0EC]
      return (isLight ? light : dark)[min(max(step, -3), 3) + 3]
    case .sequential(let step):
      let light: [UInt32] = [0xE3EFF7, 0xB3D4EA, 0x72B0D9, 0x2F83BD, 0x0B4F82]
      let dark: [UInt32] = [0x22394A, 0x2A577A, 0x3A82B5, 0x72B5E2, 0xC0E1F7]
      return (isLight ? light : dark)[min(max(step, 0), 4)]
    case .text: return isLight ? 0x1B1B1B : 0xE8E8E8
    case .faint: return isLight ? 0x595959 : 0xA8A8A8
    case .axis: return isLight ? 0x6E6E6E : 0x8C8C8C
    case .grid: return isLight ? 0xE2E2E0 : 0x33373B
    case .band: return isLight ? 0xF1F1EE : 0x22262A
    case .accent: return isLight ? 0xB03A00 : 0xFF9A5C
    case .page: return isLight ? 0xFFFFFF : 0x16181A
    case .ink: return 0x000000
    case .paper: return 0xFFFFFF
    case .on(let ground):
      let (dark, light): (UInt32, UInt32) = (0x111111, 0xFFFFFF)
      let below = color(ground)
      return Self.contrast(dark, below) >= Self.contrast(light, below) ? dark : light
    }
  }

  /// The ratio of brightness as WCAG defines it, 1 to 21.
  static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static func luminance(_ color: UInt32) -> Double {
    func part(_ shift: UInt32) -> Double {
      let value = Double((color >> shift) & 0xFF) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
  }
}
