import ArgumentParser
import Model

extension LogPlace {
    /// Reads a place as it is written on the command line.
    init(argument: String) throws {
        guard let place = LogPlace(argument) else {
            throw ValidationError("A place in the log is a position such as 4711, or one such as 4711@1a2b3c4d.")
        }
        self = place
    }

    /// The place as fields of a request.
    func fields(_ name: String) -> [(name: String, value: JSON?)] {
        [
            (name: name, value: .integer(Int64(self.position))),
            (name: "incarnation", value: self.incarnation.map(JSON.string)),
        ]
    }
}
