import Documents
import Evidence
import Phrasebook
import Presentation
import StructuredText
import Tables
import Testing

@testable import Scales

@Suite struct ScaleTablesTests {
  let columns = [
    column("a", [1, 2, 3, 4, 5, 4, 2, 1]), column("b", [1, 2, 3, 5, 5, 4, 1, 2]),
    column("c", [2, 1, 4, 5, 4, 3, 3, nil]),
  ]

  @Test func `correlations stand in a lower triangle with the rows they come from`() throws {
    let matrix = try CorrelationMatrix(of: columns, method: .spearman, adjustment: .holm)
    let english = matrix.document(style: .apa, in: .english).text(as: .markdown)
    #expect(english.contains("Spearman rank correlations"))
    #expect(english.contains("n = 7–8; missing pairwise"))
    #expect(english.contains("(adjusted by Holm)"))
    let chinese = matrix.document(style: .gb, in: .chinese).text(as: .markdown)
    #expect(chinese.contains("斯皮尔曼等级相关"))
    #expect(chinese.contains("n = 7–8；按对排除缺失"))
    #expect(chinese.contains("（Holm 校正）"))
  }

  @Test func `a scale is shown under the names SPSS gives`() throws {
    let scale = try Reliability(of: columns)
    let chinese = scale.document(style: .spss, in: .chinese).text(as: .markdown)
    for name in ["克隆巴赫 α", "基于标准化项的 α", "修正后的项与总计相关性", "删除项后的 α", "巴特利特球形度检验", "麦克唐纳 ω"] {
      #expect(chinese.contains(name))
    }
    let english = scale.document(style: .apa, in: .english).text(as: .markdown)
    for name in ["Cronbach's α", "95% interval of α", "Corrected item–total r", "α if deleted"] {
      #expect(english.contains(name))
    }
    #expect(scale.json["alpha"]?.asNumber == scale.alpha.value)
    #expect(scale.json["items"]?[0]?["alphaIfDeleted"]?.asNumber == scale.items[0].alphaIfDeleted)
    #expect(scale.json["bartlett"]?["df"]?.asInteger == 3)
  }
}
