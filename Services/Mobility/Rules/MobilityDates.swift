import Model
import ServiceKit

/// What has happened lies in the past, and in the order in which it can happen.
enum MobilityDates {
    static func check(_ change: Change) throws(ValidationError) {
        let (departed, actual) = (change.after[Mobility.departedOn], change.after[Mobility.actual])
        let departs = change.changed.contains(Mobility.departedOn.name)
        let stays = change.changed.contains(Mobility.actual.name)
        let pointer = (departure: "/\(Mobility.departedOn.name)", stay: "/\(Mobility.actual.name)")
        if departs { try change.requirePast(Mobility.departedOn) }
        if stays, let from = actual?.from, from > change.today {
            throw ValidationError("\(pointer.stay)/from", .business, .notInFuture)
        }
        if stays, let last = actual?.last, last > change.today {
            throw ValidationError("\(pointer.stay)/to", .business, .notInFuture)
        }
        // A stay that is partly online may well begin before the person sets out.
        if departs || stays, change.after[Mobility.mode] == "physical", let departed, let from = actual?.from,
            departed > from
        {
            throw ValidationError(departs ? pointer.departure : "\(pointer.stay)/from", .business, .departedFirst)
        }
    }
}
