import Testing
@testable import SyntheticData
