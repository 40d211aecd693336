import Codebooks
import Crosstabs
import Evidence
import Phrasebook
import SurveyDesigns
import TableSources

do throws(Fault) {
  let folder = "datasets/high-energy-enterprises/"
  let codebook = try Codebook(parsing: TableSource.bytes(ofFile: folder + "responses.codebook.yml"))
  let survey = codebook.applied(to: try TableSource.read(folder + "responses.csv").table).table
  let (training, awareness) = (try survey["training"]!.categories(), try survey["awareness"]!.categories())

  let naive = try PearsonTest(ContingencyTable(rows: training, columns: awareness))
  print("As if nobody were colleagues: X² =", naive.result.statistic, "p =", naive.pValue)

  let design = try SurveyDesign(of: survey, weights: "weight", strata: ["size"], clusters: ["entity"])
  let corrected = try RaoScottTest(rows: training, columns: awareness, in: design)
  print(
    "Weighted, by enterprise: F =", corrected.f, "p =", corrected.pValue, "design effect", corrected.meanDesignEffect)
} catch {
  print(error.report(in: .english), terminator: "")
}
