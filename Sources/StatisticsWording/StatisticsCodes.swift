import Audits
import Clustering
import Crosstabs
import Densities
import DisclosureControl
import Evidence
import ExactTests
import GroupComparisons
import NumericalMethods
import Scales
import SurveyDesigns
import SyntheticData

/// The codes of the rooms of statistics. Each has its sentences in a file of this room.
package enum StatisticsCodes {
  package static let all: [any Worded.Type] = [
    NumericalFault.self,
    DesignFault.self, DesignCaveat.self,
    CrosstabFault.self, CrosstabCaveat.self, ExactTestFault.self, RaoScottFault.self, TestLadderNote.self,
    ScalesFault.self, ScalesCaveat.self,
    CompareFault.self, CompareCaveat.self,
    ClusteringFault.self, ClusteringCaveat.self,
    DensityFault.self, DensityCaveat.self,
    SyntheticFault.self, SyntheticCaveat.self,
    AuditFault.self, AuditMessage.self,
    DisclosureFault.self, DisclosureCaveat.self,
  ]
}
