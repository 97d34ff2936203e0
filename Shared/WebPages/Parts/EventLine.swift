public import Model

/// An event of the log in one line.
public struct EventLine: Sendable {
    /// The event's position in the log.
    public var position: Int64?
    /// When it happened, RFC 3339 in UTC.
    public var time: String
    /// Its type: `partners.agreement.signed`.
    public var type: String
    /// What the type means, in words; nil to show the type itself.
    public var typeLabel: Label?
    /// The service that published it.
    public var source: String
    /// The record that it is about, as in the envelope.
    public var subject: String
    /// The record's title; nil to show the subject itself.
    public var subjectTitle: String?
    /// The record's page; nil when there is none.
    public var href: String?
    /// Who caused it.
    public var actor: String?
    /// The organisational unit.
    public var unit: String?

    /// Makes a line.
    public init(
        position: Int64? = nil,
        time: String,
        type: String,
        typeLabel: Label? = nil,
        source: String,
        subject: String,
        subjectTitle: String? = nil,
        href: String? = nil,
        actor: String? = nil,
        unit: String? = nil,
    ) {
        self.position = position
        self.time = time
        self.type = type
        self.typeLabel = typeLabel
        self.source = source
        self.subject = subject
        self.subjectTitle = subjectTitle
        self.href = href
        self.actor = actor
        self.unit = unit
    }

    func subjectLink(_ language: DisplayLanguage) -> HTML {
        let title = Tag.bdi { self.subjectTitle ?? self.subject }
        guard let href = self.href else { return title }
        return Tag.a(.href(href)) { title }
    }

    func typeName(_ language: DisplayLanguage) -> HTML {
        guard let label = self.typeLabel else { return self.typeCode }
        return .group([.text(label(language)), " ", self.typeCode])
    }

    /// The type, which may be broken after its points.
    private var typeCode: HTML {
        Tag.code {
            for (index, part) in self.type.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { .group([".", .raw("<wbr>")]) }
                String(part)
            }
        }
    }
}
