import Model
import ServiceKit

extension MobilityRule {
    /// The steps that would say something new of this stay.
    func offers(_ transition: Transition, of record: Record) -> Bool {
        let (receiver, actual) = (record[Mobility.receiverState], record[Mobility.actual])
        return switch transition.name {
        case "verify": receiver == "pending"
        case "reject": receiver != "rejected"
        case "resubmit": receiver == "rejected"
        case "start": receiver == "verified"
        case "depart": record[Mobility.departedOn] == nil && actual == nil
        case "arrive": actual?.from == nil
        case "extend", "shorten": actual?.to == nil
        case "return": actual?.to == nil || record[Mobility.outcome] == nil
        case "no_show": actual == nil
        default: true
        }
    }
}
