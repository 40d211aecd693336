import NumericalMethods
import Tables

/// What each cluster makes, earns and uses, year by year.
struct PlantFigures {
  struct Use {
    let cluster: Int
    let year: Int
    let flow: SyntheticSpecification.Plants.Flow
    let quantity: Double
  }

  /// Of the last year, one a cluster.
  private(set) var production: [Double] = []
  private(set) var output: [Double] = []
  private(set) var valueAdded: [Double] = []
  private(set) var energy: [Double] = []
  private(set) var staff: [Int] = []
  private(set) var posts: [Int] = []
  private(set) var sectors: [SyntheticSpecification.Plants.Sector] = []
  private(set) var uses: [Use] = []

  init(_ plants: SyntheticSpecification.Plants, _ answers: Answers) {
    let specification = answers.specification
    let count = answers.clusterCount
    func levels(_ name: String) -> [LevelValue] {
      let item = specification.item(name)!
      return answers.places(name, of: .clusters).map { item.levels[Int(max($0, 0))].level.value }
    }
    let sectorOf = levels(plants.sectorItem)
    let sizeOf = levels(plants.sizeItem)
    let disposition = answers.disposition(plants.factor)
    let luck = answers.draws.normals(plants.table, "efficiency", count)
    let worth = answers.draws.normals(plants.table, "worth", count)
    for cluster in 0..<count {
      var generator = answers.draws.generator("\(plants.table) \(cluster)", "plant")
      let sector = plants.sectors.first { $0.sector == sectorOf[cluster] }!
      let size = plants.sizes.first { $0.size == sizeOf[cluster] }!.range
      let draw = generator.uniform()
      let part = size.lowerBound + (size.upperBound - size.lowerBound) * draw * draw
      let capacity = sector.capacity
      let full = capacity.lowerBound + (capacity.upperBound - capacity.lowerBound) * part
      // Nobody uses less than 60 % or more than 160 % of what is usual.
      let thrift = 1 - plants.saving * disposition[cluster] + plants.spread * luck[cluster]
      let efficiency = min(max(thrift, 0.6), 1.6)
      var made = 0.0
      var energy = 0.0
      let flows = sector.flows.map {
        (flow: $0, isUsed: generator.uniform() < $0.usedBy, habit: 0.9 + 0.2 * generator.uniform())
      }
      for year in plants.years {
        made = Self.rounded(full * (0.8 + 0.2 * generator.uniform()))
        energy = 0
        for (flow, isUsed, habit) in flows {
          let change = 0.97 + 0.06 * generator.uniform()
          guard isUsed else { continue }
          let varying = flow.isFixed ? 1 : efficiency * habit * change
          let quantity = Self.rounded(made * flow.per * varying)
          energy += quantity * flow.standardCoal
          uses.append(Use(cluster: cluster, year: year, flow: flow, quantity: quantity))
        }
      }
      sectors.append(sector)
      production.append(made)
      self.energy.append(Self.rounded(energy))
      let price = min(max(1 + 0.1 * worth[cluster], 0.7), 1.3)
      output.append(Self.rounded(made * sector.output * price))
      valueAdded.append(Self.rounded(made * sector.valueAdded * price))
      staff.append(40 + Int(made * sector.staff * (0.8 + 0.4 * generator.uniform())))
    }
    if let asked = plants.posts { posts = Self.posts(asked, energy) }
  }

  /// Posts that print as the ratio asked for, dealt by the square root of energy.
  private static func posts(_ asked: SyntheticSpecification.Plants.Posts, _ energy: [Double]) -> [Int] {
    let total = energy.reduce(0, +) / 10_000 * asked.ratio.value
    return Apportionment.parts(of: Int(total.rounded()), by: energy.map { Int($0.squareRoot()) })
  }

  /// Whole from 100 on, else with two decimals: what meters and books show.
  static func rounded(_ quantity: Double) -> Double {
    quantity >= 100 ? quantity.rounded() : (quantity * 100).rounded() / 100
  }
}
