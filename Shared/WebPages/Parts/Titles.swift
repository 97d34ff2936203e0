/// What to call the records that a page refers to, by their ids, and units, by their codes.
public struct Titles: Sendable, ExpressibleByDictionaryLiteral {
    private var names: [String: String]
    private var withheld: Set<String> = []

    /// Takes names by what they are the names of.
    public init(_ names: [String: String] = [:]) { self.names = names }

    /// Takes names by what they are the names of.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { first, _ in first }))
    }

    /// The name, if one is known.
    public subscript(key: String) -> String? {
        get { self.names[key] }
        set { self.names[key] = newValue }
    }

    /// Calls a record something that does not give away which one it is, because the reader may not open its page.
    public mutating func withhold(_ id: String, as name: String) {
        self.names[id] = name
        self.withheld.insert(id)
    }

    /// Whether the reader can go to the page of a record.
    public func leads(to id: String) -> Bool { !self.withheld.contains(id) }
}
