/// What a worker was told, as `name=value` each.
struct Settings {
    private let values: [String: String]

    init(_ words: some Sequence<String>) {
        self.values = words.reduce(into: [:]) { values, word in
            guard let sign = word.firstIndex(of: "=") else { return }
            values[String(word[..<sign])] = String(word[word.index(after: sign)...])
        }
    }

    /// A text that must be there.
    func text(_ name: String) throws(SettingsError) -> String {
        guard let value = self.values[name] else { throw SettingsError(description: "\(name) is missing") }
        return value
    }

    subscript(name: String) -> String? { self.values[name] }

    /// A number, or what it is when nothing was said.
    func number(_ name: String, _ usual: Int) -> Int {
        self.values[name].flatMap { Int($0) } ?? usual
    }
}

struct SettingsError: Error, CustomStringConvertible {
    let description: String
}
