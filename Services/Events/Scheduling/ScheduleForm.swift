import Model
import ServiceKit
import WebPages

/// The form that schedules an event: what was typed, as what the interface is sent, and back what is wrong with that.
///
/// It has no rules of its own but that the data are JSON; those of the interface judge it (``ScheduleInput``).
struct ScheduleForm: Sendable {
    let values: FormValues
    /// The event's id: the form that is sent twice says the same event twice.
    let id: String
    private let json: JSON
    private let issues: [Issue]

    /// Reads what was sent.
    ///
    /// - Parameters:
    ///   - sources: what may be chosen for the source.
    ///   - offset: of the clocks that the page shows, in seconds ahead of UTC.
    init(_ pairs: [(name: String, value: String)], sources: [FormChoice], utcOffsetSeconds offset: Int) {
        let fields = NewScheduledEvent.fields
        self.values = FormValues(pairs.map { ($0.name, $0.value) }, fields: fields.fields)
        self.id = pairs.value("_id")
        let typed = fields.json(
            from: self.values, for: .creating, choices: [NewScheduledEvent.source.name: sources])
        var event = JSONObject([("specversion", "1.0"), ("id", .string(self.id))])
        for field in [NewScheduledEvent.source, NewScheduledEvent.type, NewScheduledEvent.subject] {
            event[field.name] = typed[field.name]
        }
        var issues: [Issue] = []
        if let text = typed[NewScheduledEvent.data.name]?.stringValue {
            do throws(JSONSyntaxError) {
                event["data"] = try JSON(parsing: text)
            } catch {
                issues.append(
                    Issue(
                        "/data", .format,
                        Label(zh: "不是 JSON。\(error.message(.zh))", en: "No JSON. \(error.message(.en))")))
            }
        }
        var json = JSONObject([("event", .object(event))])
        if let text = typed[NewScheduledEvent.due.name]?.stringValue {
            // What is no time stays as it was typed, and is refused with the rest.
            json["due"] = .string(Instant(local: text, utcOffsetSeconds: offset)?.description ?? text)
        }
        self.json = .object(json)
        self.issues = issues
    }

    /// What the interface would be sent.
    ///
    /// - Throws: every fault, with pointers into the form.
    func input(_ rule: CloudEventRule) throws(ValidationError) -> ScheduleInput {
        let input: ScheduleInput
        do throws(ValidationError) {
            input = try ScheduleInput(self.json, rule)
        } catch {
            throw ValidationError(Self.issues(of: error) + self.issues)
        }
        guard self.issues.isEmpty else { throw ValidationError(self.issues) }
        return input
    }

    /// The faults of a request as those of the form, whose fields stand beside each other.
    static func issues(of error: ValidationError) -> [Issue] {
        error.issues.map { issue in
            let pointer = issue.pointer.hasPrefix("/event") ? String(issue.pointer.dropFirst(6)) : issue.pointer
            let field = NewScheduledEvent.fields.fields.first { "/\($0.name)" == pointer }
            // The interface speaks of attributes and members.
            guard issue.rule == .required, let label = field?.label else {
                return Issue(pointer, issue.rule, issue.message)
            }
            return Issue(pointer, .required, Label(zh: "“\(label.zh)”为必填项", en: "\(label.en) is required"))
        }
    }

    /// Whether the id was used before, for another event: the form was filled in anew by way of the browser's back button.
    static func isUsed(_ error: ValidationError) -> Bool {
        error.issues.contains { $0.pointer == "/event/id" && $0.rule == .duplicate }
    }
}
