import Benchmarking
import Bottlenecks
import CarbonAccounting
import CarbonMetrics
import EmissionFactors
import Evidence

/// The codes of the rooms of accounts, benchmarks and bottlenecks. Each has its sentences in a file of this room.
package enum CarbonCodes {
  package static let all: [any Worded.Type] = [
    UnitFault.self, FactorFault.self,
    AccountFault.self, AccountCaveat.self,
    MetricsFault.self, MetricsCaveat.self,
    BenchmarkingFault.self, BenchmarkingCaveat.self,
    NecessityFault.self, NecessityCaveat.self, BottleneckFault.self, BottleneckCaveat.self,
  ]
}
