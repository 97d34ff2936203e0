/// A closed list of codes with their names, looked up in constant time.
public struct CodeList: Sendable {
    /// The stable name of the list, as in API descriptions: `countries`.
    public let name: String
    /// What the list is called.
    public let label: Label
    /// The codes in their natural order.
    public let entries: [Code]
    private let englishEntries: [Code]
    private let index: [String: Int]

    /// What the order of the entries stands for.
    public enum Order: Sendable, Hashable {
        /// It says something, such as which level is the higher one, and is the same in every language.
        case meaningful
        /// It is that of the Chinese names by their pinyin, and in English that of the English ones: only names tell a
        /// reader where to look.
        case byName
    }

    /// Makes a list.
    ///
    /// Listing a code twice is a programming error.
    public init(name: String, label: Label, entries: [Code], order: Order = .meaningful) {
        self.name = name
        self.label = label
        self.entries = entries
        self.englishEntries =
            switch order {
            case .meaningful: entries
            case .byName:
                entries.map { (key: $0.en.folded, code: $0) }.sorted { $0.key < $1.key }.map(\.code)
            }
        self.index = Dictionary(
            entries.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { _, _ in preconditionFailure("a code list names a code twice") },
        )
    }

    /// The entry for `code`, compared exactly; nil when the list has none.
    public subscript(code: String) -> Code? {
        self.index[code].map { self.entries[$0] }
    }

    /// Whether the list has `code`, also one that may no longer be used.
    public func contains(_ code: String) -> Bool {
        self.index[code] != nil
    }

    /// The name of `code`, or the code itself when the list has none.
    public func text(_ code: String, _ language: DisplayLanguage) -> String {
        self[code]?.text(language) ?? code
    }

    /// The entries in the order in which a reader looks for them.
    public func entries(in language: DisplayLanguage) -> [Code] {
        language == .zh ? self.entries : self.englishEntries
    }

    /// The entries that may be used for something dated `date`.
    public func entries(on date: CalendarDate) -> [Code] {
        self.entries.filter { $0.isValid(on: date) }
    }
}

extension CodeList: Hashable {
    /// Whether both are the same list with the same entries.
    public static func == (lhs: CodeList, rhs: CodeList) -> Bool {
        lhs.name == rhs.name && lhs.entries == rhs.entries
    }

    /// Hashes the name, which identifies a list.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.name)
    }
}

extension String {
    /// Without case, accents and punctuation: `Åland Islands` stands before `Albania`.
    fileprivate var folded: String {
        let plain: [Character: Character] = ["å": "a", "ç": "c", "é": "e", "í": "i", "ñ": "n", "ô": "o", "ü": "u"]
        return String(self.lowercased().filter { $0.isLetter || $0 == " " }.map { plain[$0] ?? $0 })
    }
}
