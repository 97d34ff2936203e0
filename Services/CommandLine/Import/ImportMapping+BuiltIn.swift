import FoundationEssentials
import Model

extension ImportMapping {
    /// The mappings that can be named instead of a file.
    ///
    /// `universities`: rows as the Hipo university domains list has them. A row carries no key of that list; importing it
    /// again finds the institution by its domain together with name and country.
    static let builtIn: [String: JSON] = [
        "universities": [
            "title/en": ["from": "name", "change": ["trim"]],
            "kind": ["value": "higher_education"],
            "country": ["from": "alpha_two_code", "change": ["uppercase"]],
            // A name, where the record's own field wants an ISO 3166-2 code.
            "note": ["from": "state-province", "prefix": "State or province: "],
            "website": "web_pages/0",
            // Not SCHAC: that would say that a domain is one institution's alone, and some rows share theirs.
            "identifiers": [
                "each": "domains",
                "as": ["scheme": ["value": "DOMAIN"], "value": ["from": ".", "change": ["trim", "lowercase"]]],
            ],
        ]
    ]

    /// A mapping by the name of a built-in one, or by the path of a file.
    ///
    /// - Throws: ``CommandError`` when there is neither.
    public static func named(_ name: String) throws(CommandError) -> ImportMapping {
        if let json = Self.builtIn[name] { return try ImportMapping(json: json) }
        guard let text = try? String(contentsOfFile: name, encoding: .utf8) else {
            let known = Self.builtIn.keys.sorted().joined(separator: ", ")
            throw CommandError(.usage, "There is no mapping file \(name). Built-in mappings: \(known).")
        }
        guard let json = try? JSON(parsing: text) else {
            throw CommandError(.usage, "The mapping file \(name) is no valid JSON.")
        }
        return try ImportMapping(json: json)
    }
}
