import EventBus
import Model
import WebPages

/// Events as lines for people: what happened to which record, with a link to it where it is kept here.
struct EventLines: Sendable {
    private let runtimes: [ServiceRuntime]
    private let language: DisplayLanguage

    init(_ runtimes: [ServiceRuntime], _ language: DisplayLanguage) {
        self.runtimes = runtimes
        self.language = language
    }

    func lines(of events: some Sequence<Event>) -> [EventLine] {
        events.map { event in
            let parts = event.type.split(separator: ".").map(String.init)
            let resource = self.resource(service: parts.first ?? "", name: parts.count > 1 ? parts[1] : "")
            let record = event.data.flatMap { try? JSON(parsing: $0) }?["record"].flatMap(Record.init(fieldJSON:))
            let subject = event.subject ?? ""
            return EventLine(
                position: Int64(event.position), time: Instant(microseconds: Int64(event.microseconds)).description,
                type: event.type,
                typeLabel: resource.flatMap { resource in
                    resource.title(ofEvent: parts.last ?? "", to: record?.state).map { title in
                        Label(
                            zh: "\(resource.label.zh)·\(title.zh)", en: "\(resource.label.en): \(title.en)")
                    }
                },
                source: event.source, subject: subject,
                subjectTitle: record.flatMap { resource?.title(of: $0, in: self.language) },
                href: resource.map { "/\($0.service)/\(subject)" }, actor: event.actor, unit: event.unit)
        }
    }

    private func resource(service: String, name: String) -> Resource? {
        self.runtimes.first { $0.definition.name == service }?
            .definition.collections.first { $0.resource.name == name }?.resource
    }
}
