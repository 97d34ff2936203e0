import Model

/// What is said to replace a secret.
enum RotateSecret {
    /// For how long the secrets before go on signing beside the new one.
    static let overlap = Field<Int64>(
        "overlapHours", .integer(0...168), zh: "旧密钥保留小时数", en: "Hours of overlap",
        help: Label(
            zh: "其间每个请求同时带新旧两个签名；默认 24 小时，0 为立即失效。",
            en: "During these every request bears both signatures; 24 unless given, 0 ends the old one at once."))
    static let fields = FieldSet([Self.overlap])
}

/// What is said to send events once more.
enum RecoverWebhook {
    /// From which time on, RFC 3339.
    static let since = Field<String>(
        "since", .text(max: 40), zh: "起始时间", en: "Since",
        help: Label(
            zh: "此后符合筛选而未送达的事件全部补发，如 2026-11-21T08:00:00Z。",
            en: "All events since then that fit and were not delivered are sent. Like 2026-11-21T08:00:00Z."),
        [.required])
    static let fields = FieldSet([Self.since])

    static func since(_ input: JSON) throws(ValidationError) -> Instant {
        let record = try Self.fields.validateNew(input)
        guard let instant = Instant(record[Self.since] ?? "") else {
            throw ValidationError(
                "/since", .format,
                Label(zh: "应为时间，如 2026-11-21T08:00:00Z", en: "Must be a time like 2026-11-21T08:00:00Z"))
        }
        return instant
    }
}
