import ArgumentParser
import FoundationEssentials
import Model
import YizhanClient
import YizhanCommands

/// What may be said of an event of one's own beside who says what.
struct NewEventOptions: ParsableArguments {
    @Option(help: "What it is about.")
    var subject: String?

    @Option(help: "The unit whose event it is; that of the source unless given.")
    var unit: String?

    @Option(help: "The event's id, a UUID; a new one unless given.", transform: UUID.init(argument:))
    var id: UUID?

    var areGiven: Bool { self.subject != nil || self.unit != nil || self.id != nil }

    /// The event, with an id of its own unless one was given.
    func event(_ type: String, from source: String, _ data: String?) throws(CommandError) -> NewEvent {
        var event = NewEvent(id: self.id ?? UUID(), source: source, type: type, subject: self.subject)
        event.unit = self.unit
        if let data {
            do {
                event.data = try JSON(parsing: data)
            } catch {
                throw CommandError(.badInput, "The data are no JSON: \(error)")
            }
        }
        return event
    }
}

extension UUID {
    /// Reads an event's id as it is written on the command line.
    init(argument: String) throws {
        guard let id = UUID(uuidString: argument) else { throw ValidationError("\(argument) is no UUID.") }
        self = id
    }
}
