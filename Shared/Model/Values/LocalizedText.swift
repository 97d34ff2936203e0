/// What an office typed in Chinese, in English, or in both; at least one is there.
public struct LocalizedText: Sendable, Hashable {
    /// Simplified Chinese, never empty.
    public let zh: String?
    /// English, never empty.
    public let en: String?

    /// Takes the texts that there are; empty ones count as absent.
    ///
    /// Nil when both are.
    public init?(zh: String? = nil, en: String? = nil) {
        let zh = zh.flatMap { $0.isEmpty ? nil : $0 }
        let en = en.flatMap { $0.isEmpty ? nil : $0 }
        guard zh != nil || en != nil else { return nil }
        self.zh = zh
        self.en = en
    }

    /// The text in `language`, or nil.
    public subscript(language: DisplayLanguage) -> String? {
        language == .zh ? self.zh : self.en
    }

    /// The text in `language`, else the one there is.
    public func preferred(_ language: DisplayLanguage) -> String {
        self[language] ?? self[language.other] ?? ""
    }

    /// Whether both languages are there.
    public var isComplete: Bool { self.zh != nil && self.en != nil }
}
