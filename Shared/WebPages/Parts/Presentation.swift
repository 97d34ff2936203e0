public import Model

/// How values are shown: in which language, with which titles for referenced records, in which time zone.
public struct Presentation: Sendable {
    /// The reader's language.
    public let language: DisplayLanguage
    /// The titles of referenced records by id.
    public let titles: Titles
    /// How far ahead of UTC times are shown, in seconds.
    public let utcOffsetSeconds: Int
    /// Whether texts are shown in both languages, and records with their ids, so that different values look different.
    private var isDetailed = false

    /// Describes how values are shown.
    public init(
        _ language: DisplayLanguage, titles: Titles = [:],
        utcOffsetSeconds: Int = ChinaStandardTime.utcOffsetSeconds,
    ) {
        self.language = language
        self.titles = titles
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    init(_ frame: PageFrame, titles: Titles = [:]) {
        self.init(frame.language, titles: titles, utcOffsetSeconds: frame.utcOffsetSeconds)
    }

    /// The same for values that would look alike.
    var inDetail: Presentation {
        var presentation = self
        presentation.isDetailed = true
        return presentation
    }

    /// A value in words on one line, for lists of changes and for titles.
    public func text(_ value: JSON, as field: FieldSpec) -> String {
        switch field.kind {
        case .text(_, .unitCode):
            return self.titles[value.plainText] ?? value.plainText
        case .text:
            let text = value.plainText
            return field.isTime ? Moment(text: text, utcOffsetSeconds: self.utcOffsetSeconds).local : text
        case .code(let list):
            return list.text(value.plainText, self.language)
        case .codes(let list):
            return self.joined((value.arrayValue ?? []).map { list.text($0.plainText, self.language) })
        case .localized:
            guard let text = LocalizedText(fieldJSON: value) else { return value.plainText }
            return self.isDetailed
                ? [text.zh, text.en].compactMap(\.self).joined(separator: " / ") : text.preferred(self.language)
        case .integer(let range):
            return value.integerValue.map { range.isOfYears ? String($0) : $0.grouped } ?? value.plainText
        case .decimal(let scale, _):
            return value.numberLiteral.flatMap { FixedDecimal($0, scale: scale) }?.grouped ?? value.plainText
        case .boolean:
            guard let answer = value.boolValue else { return value.plainText }
            return (answer ? Texts.yes : Texts.no)(self.language)
        case .date:
            return value.plainText
        case .period:
            return Period(fieldJSON: value).map(self.text) ?? value.plainText
        case .money:
            return Money(fieldJSON: value)?.text(self.language) ?? value.plainText
        case .reference:
            let id = value.plainText
            guard let title = self.titles[id] else { return id }
            return self.isDetailed && self.titles.leads(to: id) ? "\(title) [\(id)]" : title
        case .items(let fields):
            return (value.arrayValue ?? []).map { self.text(entry: $0, fields: fields) }.joined(separator: "\n")
        }
    }

    /// `2024-09-01 – 2025-06-30`, both days inside.
    func text(_ period: Period) -> String {
        switch (period.from, period.last) {
        case (let from?, let last?): "\(from) \u{2013} \(last)"
        case (let from?, nil): self.language == .zh ? "\(from) 起" : "from \(from)"
        case (nil, let last?): self.language == .zh ? "至 \(last)" : "until \(last)"
        case (nil, nil): self.language == .zh ? "不限时间" : "at any time"
        }
    }

    private func text(entry: JSON, fields: [FieldSpec]) -> String {
        guard let object = entry.objectValue else { return entry.plainText }
        let parts = fields.compactMap { field in
            object[field.name].map { "\(field.label(self.language))\(self.colon)\(self.text($0, as: field))" }
        }
        return parts.joined(separator: self.language == .zh ? "；" : "; ")
    }

    func joined(_ texts: [String]) -> String {
        texts.joined(separator: self.language == .zh ? "、" : ", ")
    }

    var colon: String { self.language == .zh ? "：" : ": " }
}

extension FieldSpec {
    /// Whether the field holds a time in RFC 3339; records have none but the program's own.
    var isTime: Bool {
        Self.times.contains(self.name)
    }

    private static let times: Set<String> = [
        SystemFields.createdAt.name, SystemFields.updatedAt.name, Person.disabledAt.name, APIToken.expiresAt.name,
        APIToken.revokedAt.name, Webhook.failingSince.name, WebhookDelivery.dueAt.name, WebhookDelivery.finishedAt.name,
        NewScheduledEvent.due.name,
    ]
}

extension ClosedRange<Int64> {
    /// Whether what lies in the range is a year, which nobody writes with a comma: it always has four digits.
    fileprivate var isOfYears: Bool { self.lowerBound >= 1000 && self.upperBound <= 9999 }
}

extension JSON {
    /// The value without quotation marks where it is one text or one number, else its JSON.
    var plainText: String {
        self.stringValue ?? self.numberLiteral ?? self.description
    }
}
