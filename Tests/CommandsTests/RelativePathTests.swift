import CommandGrammar
import Testing

@Suite struct RelativePathTests {
  @Test(arguments: [
    ("/d/s/study.yml", "/d/out", "../s/study.yml"), ("/d/s/study.yml", "/d/s/out", "../study.yml"),
    ("/d/s/study.yml", "/d/s", "study.yml"), ("/d/./s/../t/study.yml", "/", "d/t/study.yml"),
  ])
  func `a path is told from a folder`(target: String, folder: String, path: String) {
    #expect(RelativePath.path(to: target, from: folder) == path)
  }

  @Test(arguments: [
    ("data/survey.csv", "lessons/a.md", "../data/survey.csv"), ("survey.csv", "a.md", "survey.csv"),
    ("l/survey.csv", "l/a.md", "survey.csv"), ("./l/s.csv", "l/m/a.md", "../s.csv"), ("/x/s.csv", "l/a.md", "/x/s.csv"),
  ])
  func `a path is told as the other file sees it`(_ target: String, _ from: String, _ seen: String) {
    #expect(RelativePath.path(to: target, fromFile: from) == seen)
  }
}
