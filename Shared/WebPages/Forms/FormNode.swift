/// The inputs of a form as the tree that their names spell: `parties.0.institution`.
struct FormNode: Sendable, Equatable {
    /// What was sent under exactly this name, in order.
    var values: [String] = []
    /// What was sent under longer names.
    var children: [String: FormNode] = [:]
    /// How many rows of a list were on the form, blank ones included.
    var shownRows = 0

    /// Names are as deep as declarations; a request with deeper ones was not made by our forms.
    private static let maximumDepth = 8

    /// The value that counts when a name was sent more than once, and says something: a ticked box comes after its hidden
    /// default, and what was chosen among the records that were found after what had been typed.
    var last: String? { self.values.last { !$0.isEmpty } ?? self.values.last }

    /// Whether anything but blanks was sent here or below.
    var holdsSomething: Bool {
        self.values.contains { !$0.isEmpty } || self.children.values.contains(where: \.holdsSomething)
    }

    subscript(path: some StringProtocol) -> FormNode? {
        var node = self
        for part in path.split(separator: ".") {
            guard let child = node.children[String(part)] else { return nil }
            node = child
        }
        return node
    }

    mutating func append(_ value: String, at path: String) {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard !parts.isEmpty, parts.count <= Self.maximumDepth, !parts.contains("") else { return }
        self.append(value, at: parts[...])
    }

    private mutating func append(_ value: String, at path: ArraySlice<String>) {
        guard let first = path.first else {
            self.values.append(value)
            return
        }
        self.children[first, default: FormNode()].append(value, at: path.dropFirst())
    }

    /// The rows of a list in their order.
    ///
    /// Validation allows 500 rows; a number beyond four digits is nobody's row.
    var rows: [FormNode] {
        self.children
            .compactMap { name, node in name.utf8.count <= 4 ? Int(name).map { ($0, node) } : nil }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    /// Makes `nodes` the rows, numbered from 0.
    mutating func setRows(_ nodes: [FormNode]) {
        self.children = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { (String($0.offset), $0.element) })
    }
}
