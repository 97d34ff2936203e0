import Experts
import Mobility
import ServiceKit

/// Everything that the services of the example office have heard of each other.
enum DemoCopies {
    static let all: [(copy: HeardCopy, listener: String)] = [
        (MobilityService.institutions, "mobility"),
        (MobilityService.agreements, "mobility"),
        (ExpertsService.institutions, "experts"),
    ]
}
