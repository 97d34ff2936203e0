/// A person's name in one language and script; a person has one or several.
public struct PersonName: Sendable, Hashable {
    /// The BCP 47 tag of the language: `zh`, `en`, `fr`.
    public let lang: String
    /// The ISO 15924 script when it does not follow from the language: `Latn` for pinyin.
    public let script: String?
    /// The given name.
    public let given: String?
    /// The family name.
    public let family: String?
    /// The whole name as the person writes it, never empty.
    public let full: String

    /// Makes a name; without `full` it is put together in the order of the language.
    ///
    /// Nil when nothing is left.
    public init?(
        lang: String,
        script: String? = nil,
        given: String? = nil,
        family: String? = nil,
        full: String? = nil,
    ) {
        let full = full ?? Self.compose(lang: lang, script: script, given: given ?? "", family: family ?? "")
        guard !lang.isEmpty, !full.isEmpty else { return nil }
        self.lang = lang
        self.script = script
        self.given = given
        self.family = family
        self.full = full
    }

    /// Chinese, Japanese, Korean, Hungarian and Vietnamese names begin with the family; in characters without a space.
    private static func compose(lang: String, script: String?, given: String, family: String) -> String {
        guard !given.isEmpty, !family.isEmpty else { return given + family }
        let primary = lang.split(separator: "-").first.map { $0.lowercased() } ?? ""
        switch primary {
        case "zh", "ja", "ko":
            return script == "Latn" ? "\(family) \(given)" : family + given
        case "hu", "vi":
            return "\(family) \(given)"
        default:
            return "\(given) \(family)"
        }
    }
}
