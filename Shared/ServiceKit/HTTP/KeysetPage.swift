package import Model

/// Which part of a list is asked for, and by which filters: the parameters of a list that follows from no record type.
package struct KeysetPage: Sendable {
    static let limits = 1...500
    package let limit: Int
    /// Where the page before has ended; nil for the first page.
    package let after: String?
    private let filters: [String: String]

    /// Reads the parameters; empty ones count as absent.
    ///
    /// - Parameter names: the filters that there are.
    package init(_ pairs: [(name: String, value: String)], filters names: [String]) throws(ValidationError) {
        var issues: [Issue] = []
        var given: [String: String] = [:]
        for pair in pairs where pair.name != "lang" {
            if names.contains(pair.name) || ["limit", "after"].contains(pair.name) {
                let value = pair.value.trimmed
                if !value.isEmpty { given[pair.name] = value }
            } else {
                let known = names.joined(separator: ", ")
                issues.append(
                    Issue(
                        "/\(pair.name)", .unknownField,
                        Label(
                            zh: "没有这个参数；可用：\(known), limit, after",
                            en: "No such parameter; there are \(known), limit, after")))
            }
        }
        let limit = given["limit"].map { Int($0) ?? 0 } ?? 50
        if !Self.limits.contains(limit) {
            issues.append(
                Issue("/limit", .range, .range("\(Self.limits.lowerBound)", "\(Self.limits.upperBound)")))
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        self.limit = limit
        self.after = given["after"]
        self.filters = given
    }

    package subscript(filter: String) -> String? { self.filters[filter] }

    /// The most of what there may be plus one, which tells whether there is a next page.
    package var lookahead: Int { self.limit + 1 }

    /// The entries of the page, and the cursor of the next one.
    package func cut<Entry>(_ found: [Entry], cursor: (Entry) -> String?) -> (items: [Entry], next: String?) {
        guard found.count > self.limit else { return (found, nil) }
        let items = Array(found.prefix(self.limit))
        return (items, items.last.flatMap(cursor))
    }

    package static func parameters(_ filters: [(name: String, description: String)]) -> [JSON] {
        filters.map { OpenAPIWords.parameter($0.name, in: "query", $0.description) } + [
            OpenAPIWords.parameter(
                "limit", in: "query", "Entries a page.",
                schema: ["type": "integer", "minimum": 1, "maximum": 500, "default": 50]),
            OpenAPIWords.parameter("after", in: "query", "The cursor `next` of the page before."),
        ]
    }
}
