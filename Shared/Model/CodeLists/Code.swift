/// One entry of a code list.
public struct Code: Sendable, Hashable {
    /// The code as it is stored and exchanged.
    public let code: String
    /// Its name in Simplified Chinese.
    public let zh: String
    /// Its name in English.
    public let en: String
    /// The first day on which it may be used, or nil when it always could.
    public let validFrom: CalendarDate?
    /// The day from which it may no longer be used, or nil when it still may.
    public let validTo: CalendarDate?
    /// What is odd about the code although it is in use; whoever imports it is told.
    public let oddity: Label?

    /// Makes an entry.
    public init(
        _ code: String,
        zh: String,
        en: String,
        validFrom: CalendarDate? = nil,
        validTo: CalendarDate? = nil,
        oddity: Label? = nil,
    ) {
        self.code = code
        self.zh = zh
        self.en = en
        self.validFrom = validFrom
        self.validTo = validTo
        self.oddity = oddity
    }

    /// The name in both languages.
    public var label: Label { Label(zh: self.zh, en: self.en) }

    /// The name in one language.
    public func text(_ language: DisplayLanguage) -> String {
        language == .zh ? self.zh : self.en
    }

    /// Whether the code may be used for something dated `date`.
    public func isValid(on date: CalendarDate) -> Bool {
        if let validFrom, date < validFrom { return false }
        if let validTo, date >= validTo { return false }
        return true
    }
}
