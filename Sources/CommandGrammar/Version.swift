/// The version of everything in this package. It is written here and nowhere else.
public enum Version {
  public static let number = "0.1.0"
  /// The first number of the forms `tansuo` writes its data in.
  package static let dataFormat = 1

  /// The generator a seed belongs to.
  package static let randomNumbers = "Philox4x32-10"

  /// What `tansuo --version` prints.
  package static let text = """
    tansuo \(number)
    random numbers: \(randomNumbers)
    JSON schemas: \(dataFormat)

    """
}
