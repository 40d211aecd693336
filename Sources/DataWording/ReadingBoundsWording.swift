import Evidence
import TableSources

extension BoundsFault: Worded {
  public var words: Words {
    switch self {
    case .outside:
      Words(
        english: "This path leads out of the folder that may be read",
        fix: "Keep the data beside the notebook, or name a folder above both with --root",
        chinese: "该路径超出了允许读取的文件夹", fix: "请把数据放在笔记所在文件夹内，或用 --root 指定同时包含两者的上级文件夹")
    case .absolute:
      Words(
        english: "A notebook names files by paths relative to itself", fix: "Write a path such as data/survey.csv",
        chinese: "笔记中的文件只能用相对于它的路径", fix: "请写成 data/survey.csv 这样的路径")
    case .noPlainFile:
      Words(
        english: "This is a device or a pipe, not a file", fix: "Name a file",
        chinese: "这是设备或管道，不是文件", fix: "请给出文件")
    case .noFolder:
      Words(
        english: "There is no such folder", fix: "Check the path",
        chinese: "没有这个文件夹", fix: "请检查路径")
    case .folderOutside:
      Words(
        english: "This folder does not lie in {root}, which --root names", fix: "Name a folder above it with --root",
        chinese: "该文件夹不在 --root 指定的 {root} 之内", fix: "请用 --root 指定它的上级文件夹")
    }
  }
}
