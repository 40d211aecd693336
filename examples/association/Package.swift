// swift-tools-version:6.2
import PackageDescription

let package = Package(
  name: "association",
  dependencies: [.package(name: "tansuo", path: "../..")],
  targets: [
    .executableTarget(
      name: "association", dependencies: [.product(name: "TansuoAnalysis", package: "tansuo")])
  ]
)
