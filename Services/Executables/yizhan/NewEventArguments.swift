import ArgumentParser
import FoundationEssentials
import Model
import YizhanClient
import YizhanCommands

/// An event of one's own, as it is said on the command line.
struct NewEventArguments: ParsableArguments {
    @Argument(help: "Who says it: /integrators/UNIT/TOKEN, or below it.")
    var source: String

    @Argument(help: "What happened; not beginning with a service's name.")
    var type: String

    @Argument(help: "What is said about it, as JSON; never contact data or numbers of persons.")
    var data: String?

    @Option(help: "What it is about.")
    var subject: String?

    @Option(help: "The unit whose event it is; that of the source unless given.")
    var unit: String?

    @Option(help: "The event's id, a UUID; a new one unless given.", transform: UUID.init(argument:))
    var id: UUID?

    /// The event, with an id of its own unless one was given.
    func event() throws(CommandError) -> NewEvent {
        var event = NewEvent(id: self.id ?? UUID(), source: self.source, type: self.type, subject: self.subject)
        event.unit = self.unit
        if let text = self.data {
            do {
                event.data = try JSON(parsing: text)
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
