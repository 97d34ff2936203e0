/// A kind of event that the services publish, as it is described to those who receive it.
public struct EventType: Sendable {
    /// CloudEvents `type`: `partners.agreement.signed`.
    public let name: String
    /// CloudEvents `source`: `/partners`.
    public let source: String
    /// What has happened, in a few words.
    public let label: Label
    /// What the event's data are like.
    public let payload: Payload

    /// The data of an event.
    public enum Payload: Sendable {
        /// The record after the change without what is sensitive, and the names of the fields that changed.
        case change(Resource)
        /// These fields of something that is no record of a service.
        case fields([FieldSpec], name: String)
    }
}

extension Resource {
    /// The kinds of events that tell of such records.
    public var eventTypes: [EventType] {
        self.eventVerbs.map { verb in
            EventType(
                name: self.eventType(verb), source: "/\(self.service)", label: self.eventLabel(verb),
                payload: .change(self))
        }
    }

    /// The title of the event after the type's name; where the title is a step's, which says what is to be done, English
    /// takes the word of the type, which says what was done.
    private func eventLabel(_ verb: String) -> Label {
        let title = self.title(ofEvent: verb) ?? Label(zh: verb, en: verb)
        let said = self.eventTitles.contains { $0.event == verb } ? title.en.lowercased() : verb.wordsOfSnake
        return Label(zh: "\(self.label.zh)：\(title.zh)", en: "\(self.label.en): \(said)")
    }
}

extension String {
    /// `version_changed` as `version changed`.
    fileprivate var wordsOfSnake: String { String(self.map { $0 == "_" ? " " : $0 }) }
}
