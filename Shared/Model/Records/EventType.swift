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

    private func eventLabel(_ verb: String) -> Label {
        let words: Label? =
            switch verb {
            case "created": Label(zh: "新建", en: "created")
            case "updated": Label(zh: "修改", en: "changed")
            case "deleted": Label(zh: "删除", en: "deleted")
            default:
                self.lifecycle.transitions.first { $0.event == verb }.map { step in
                    Label(zh: step.label.zh, en: verb.wordsOfSnake)
                }
            }
        let said = words ?? Label(zh: verb, en: verb.wordsOfSnake)
        return Label(zh: "\(self.label.zh)：\(said.zh)", en: "\(self.label.en): \(said.en)")
    }
}

extension String {
    /// `version_changed` as `version changed`.
    fileprivate var wordsOfSnake: String { String(self.map { $0 == "_" ? " " : $0 }) }
}
