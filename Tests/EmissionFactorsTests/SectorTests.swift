import Evidence
import Testing

@testable import EmissionFactors

@Suite struct SectorTests {
  @Test(arguments: [
    ("水泥", "Cement"), ("水泥行业", "Cement"), ("水泥工业", "Cement"), ("石化", "Petrochemicals"), ("steel", "Iron and steel"),
    ("发电", "Power"), ("Aluminum", "Aluminium"),
  ])
  func `sectors are known in both languages`(_ name: String, _ english: String) {
    #expect(Sector.named(name)?.label.english == english)
  }

  @Test func `what is no known sector has no name of ours`() {
    #expect(Sector.named("奶茶") == nil && Sector.named("") == nil && Sector.named("行业") == nil)
  }

  @Test(arguments: [
    ("山东省", "山东省", "Shandong"), ("Shandong", "山东", "Shandong"), ("内蒙古自治区", "内蒙古自治区", "Inner Mongolia"),
  ])
  func `a name is as it is written in its own language`(_ text: String, _ chinese: String, _ english: String) throws {
    let label = try #require(Region.named(text)).label
    #expect(label.naming(text, in: .chinese) == chinese)
    #expect(label.naming(text, in: .english) == english)
  }
}
