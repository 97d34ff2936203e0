public import Model

/// One thing that may be chosen for a reference.
public struct FormChoice: Sendable, Hashable {
    /// The id.
    public let value: String
    /// What people read; should tell the choices apart, so code and name.
    public let label: String
    /// What else people may type for it: its code.
    public let code: String?
    /// Its titles, which others may share.
    public let names: [String]
    /// The typed texts for which it is offered, because none of them means one record.
    public var offeredFor: Set<String> = []

    private static let separator = " · "
    /// The most that are offered for a typed text: as many as are looked through at a glance.
    public static let mostOffers = 12

    /// Makes a choice that is known by its label alone.
    public init(_ value: String, _ label: String) {
        self.value = value
        self.label = label
        self.code = nil
        self.names = []
    }

    /// Makes a choice that reads `INS-000123 · Kyoto University 京都大学`.
    ///
    /// - Parameter names: its titles, the one in the reader's language first.
    public init(_ value: String, code: String?, names: [String]) {
        var different: [String] = []
        for name in names where !name.isEmpty && !different.contains(name) { different.append(name) }
        let parts = [code ?? "", different.joined(separator: " ")].filter { !$0.isEmpty }
        self.value = value
        self.label = parts.isEmpty ? value : parts.joined(separator: Self.separator)
        self.code = code
        self.names = different
    }

    /// The parts of a typed text that may be a code or an id: the whole, and what a label starts with.
    public static func ends(of text: String) -> [String] {
        guard let range = text.firstRange(of: Self.separator) else { return [text] }
        return [text, String(text[..<range.lowerBound])]
    }
}

extension [FormChoice] {
    /// The choices that a text may mean: those that read so, else the one with that code, else those with that title.
    package func meant(by text: String) -> [FormChoice] {
        let ends = FormChoice.ends(of: text)
        let ways: [(FormChoice) -> Bool] = [
            { $0.value == text }, { $0.label == text }, { $0.code == text }, { $0.names.contains(text) },
            // The label in another language or from before the record was renamed.
            { choice in choice.code.map(ends.contains) ?? false },
        ]
        for way in ways {
            let found = self.filter(way)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Those among which a person chooses who has typed a text that means none of them, or several.
    func offered(for text: String) -> [FormChoice] { self.filter { $0.offeredFor.contains(text) } }
}

extension FormValues {
    /// What stands in the inputs for references, by the path of the field without row numbers.
    public func references(of resource: Resource) -> [String: Set<String>] {
        var texts: [String: Set<String>] = [:]
        Self.collect(self.root, resource.fields, prefix: "", into: &texts)
        return texts
    }

    private static func collect(
        _ node: FormNode, _ fields: [FieldSpec], prefix: String, into texts: inout [String: Set<String>],
    ) {
        for field in fields {
            guard let input = node.children[field.name] else { continue }
            let path = prefix + field.name
            switch field.kind {
            case .reference:
                if let text = input.last?.trimmed, !text.isEmpty { texts[path, default: []].insert(text) }
            case .items(let items):
                for row in input.rows { Self.collect(row, items, prefix: "\(path).", into: &texts) }
            default: break
            }
        }
    }
}
