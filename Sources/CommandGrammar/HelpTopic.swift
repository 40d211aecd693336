import Evidence

/// What can be explained besides commands.
package enum HelpTopic: String, CaseIterable {
  case exitCodes = "exit-codes"
  case columns
  case notebooks
}

extension HelpText {
  package func page(of topic: HelpTopic) -> String {
    let lines =
      switch topic {
      case .exitCodes: exitCodes()
      case .columns: columnNames()
      case .notebooks: notebooks()
      }
    return lines.joined(separator: "\n") + "\n"
  }

  private func exitCodes() -> [String] {
    let codes = [
      ("0", say("完成", "done")),
      ("1", say("该分析不能在这些数据上进行", "the analysis cannot be done on this data")),
      ("2", say("用法有误", "wrong usage")),
      ("3", say("输入文件无法读取或格式有误", "the input file is unreadable or malformed")),
      (
        "4",
        say(
          "核对发现差异（audit --strict、verify、notebook check）",
          "a check found a difference (audit --strict, verify, notebook check)")
      ),
      ("5", say("部分输出因披露规则未给出", "part of the output was withheld by disclosure rules")),
      ("70", say("tansuo 自身的错误", "a fault of tansuo itself")),
      ("130", say("被 Ctrl-C 中断", "interrupted by Ctrl-C")),
    ]
    return [bold(say("退出码", "Exit codes"))] + columns(codes, indent: 2, left: 3)
  }

  private func columnNames() -> [String] {
    let forms = [
      ("province", say("列名", "the name of a column")),
      ("省份", say("编码簿里的标签，中英文皆可", "its label in the codebook, in either language")),
      ("q1-q8", say("文件中从 q1 到 q8 的各列", "the columns from q1 to q8 as they stand in the file")),
      ("q5_*", say("通配：以 q5_ 开头的各列", "a glob: every column that starts with q5_")),
      ("q1,q3,q5_*", say("用逗号连接", "several, separated by commas")),
      ("'\"sales, total\",q2'", say("名称里有逗号时加双引号", "double quotes around a name that has a comma")),
    ]
    let after = say(
      "写错的列名会得到两种语言的相近名称。“tansuo describe 文件”列出全部列名。",
      "A name that does not exist is answered with the nearest names in either language. "
        + "'tansuo describe FILE' lists them all.")
    return [bold(say("选列的写法", "Column names"))] + columns(forms, indent: 2, left: 20) + [""] + paragraph(after)
  }

  private func notebooks() -> [String] {
    let fence = [
      ("```tansuo", say("单元：每行一条命令，不写 tansuo 一词", "a cell: one command a line, without the word tansuo")),
      ("name=cross", say("单元的名称", "its name")),
      ("depends=a,b", say("所依赖的前面的单元", "cells above that it depends on")),
      ("fails=1", say("最后一条命令应有的退出码", "the exit code its last command should end with")),
      ("show=table", say("只显示 table、chart、none 或 all", "what to show: table, chart, none or all")),
      ("$survey", say("文件头里名为 survey 的数据", "the data called survey in the front matter")),
      ("```exercise", say("练习：id、command、steps", "an exercise: id, command, steps")),
    ]
    let front = [
      "---", "lang: zh", "tansuo:", "  data:", "    survey: {file: survey.csv, codebook: survey.yml}", "---",
    ]
    let after = say(
      "输出写在 <!-- tansuo:output … --> 与 <!-- tansuo:end --> 之间，运行时整体替换。全部写法见 notebooks-md/README.md。",
      "Outputs stand between <!-- tansuo:output … --> and <!-- tansuo:end --> and are replaced by a run. "
        + "notebooks-md/README.md has all of it.")
    return [bold(say("笔记的写法", "How notebooks are written"))] + front.map { "  " + $0 } + [""]
      + columns(fence, indent: 2, left: 14) + [""] + paragraph(after)
  }
}
