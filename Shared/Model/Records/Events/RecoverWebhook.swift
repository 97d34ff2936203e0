/// What is said to send events to a webhook once more.
public enum RecoverWebhook {
    /// From which time on, RFC 3339.
    public static let since = Field<String>(
        "since", .text(max: 40), zh: "起始时间", en: "Since",
        help: Label(
            zh: "此后符合筛选而未送达的事件全部补发，如 2026-11-21T08:00:00Z。",
            en: "All events since then that fit and were not delivered are sent. Like 2026-11-21T08:00:00Z."),
        [.required])

    /// All that may be said.
    public static let fields = FieldSet([Self.since])

    /// The time that an input names.
    public static func since(_ input: JSON) throws(ValidationError) -> Instant {
        let record = try Self.fields.validateNew(input)
        guard let instant = Instant(record[Self.since] ?? "") else {
            throw ValidationError(
                "/since", .format,
                Label(zh: "应为时间，如 2026-11-21T08:00:00Z", en: "Must be a time like 2026-11-21T08:00:00Z"))
        }
        return instant
    }
}
