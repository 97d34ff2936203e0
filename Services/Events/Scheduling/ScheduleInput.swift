import Model

/// What is said to have an event published later: `{"due": "2026-11-21T08:00:00Z", "event": {…}}`.
struct ScheduleInput: Sendable {
    let due: Instant
    let event: PublishedEvent

    /// How far ahead an event may lie: beyond that it is a mistake rather than a plan.
    private static let horizon = Duration.seconds(5 * 366 * 86_400)
    /// How late a new event may come, for clocks that differ and for the way.
    private static let lateness = Duration.seconds(60)

    /// Reads a request, and holds its event to the rules of publishing.
    ///
    /// - Throws: every fault, with pointers into the request.
    init(_ json: JSON, _ rule: CloudEventRule) throws(ValidationError) {
        guard let object = json.objectValue else {
            throw ValidationError("", .type, Label(zh: "应为对象（JSON object）", en: "Must be a JSON object"))
        }
        var issues = object.keys.filter { !["due", "event"].contains($0) }.map { name in
            Issue("/\(name)", .unknownField, Label(zh: "没有这个字段；应有 due、event", en: "There are due and event only"))
        }
        let due = Self.due(object["due"], now: rule.now, &issues)
        var event: PublishedEvent?
        if let given = object["event"], !given.isNull {
            event = rule.check(Self.received(given), issues: &issues)
        } else {
            issues.append(Issue("/event", .required, Label(zh: "缺少 event", en: "The event is required")))
        }
        guard issues.isEmpty, let due, let event else { throw ValidationError(issues) }
        self.due = due
        self.event = event
    }

    private static func received(_ json: JSON) -> ReceivedEvent {
        var event = ReceivedEvent(json: json, at: "/event")
        if event.attributes["time"] != nil {
            event.attributes["time"] = nil
            event.issues.append(
                Issue(
                    "/time", .readOnly,
                    Label(zh: "预定的事件以发布的时刻为时间", en: "The time of a scheduled event is when it is published")))
        }
        return event
    }

    private static func due(_ json: JSON?, now: Instant, _ issues: inout [Issue]) -> Instant? {
        guard let json, !json.isNull else {
            issues.append(Issue("/due", .required, Label(zh: "缺少 due（发布时间）", en: "due, the time, is required")))
            return nil
        }
        guard let due = json.stringValue.flatMap({ Instant($0) }) else {
            issues.append(Issue("/due", json.stringValue == nil ? .type : .format, .noTime))
            return nil
        }
        let last = now.adding(Self.horizon)
        guard due <= last else {
            issues.append(Issue("/due", .range, Label(zh: "最晚为 \(last)", en: "Must not be later than \(last)")))
            return nil
        }
        return due
    }

    /// Refuses an event that is new and lies in the past.
    ///
    /// Published at once it could not be taken back, and a year that was mistyped is likelier than a plan to be late. What
    /// is known is answered however late it is said again, because whoever got no answer must be able to ask.
    func requireFuture(now: Instant) throws(ValidationError) {
        guard self.due < now.adding(.zero - Self.lateness) else { return }
        throw ValidationError(
            "/due", .range,
            Label(
                zh: "不能早于现在（\(now)）；要立即发布，请用 \(PublishRoute.path)",
                en: "Must not lie in the past (it is \(now)); \(PublishRoute.path) publishes at once"))
    }
}
