extension JSON {
    /// The value for people to read: members and elements on lines of their own, two spaces further in.
    public var indented: String { self.lines(after: "") }

    private func lines(after indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .object(let object) where !object.isEmpty:
            let members = object.map { "\(inner)\(JSON.string($0.key)): \($0.value.lines(after: inner))" }
            return "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
        case .array(let elements) where !elements.isEmpty:
            return "[\n\(elements.map { inner + $0.lines(after: inner) }.joined(separator: ",\n"))\n\(indent)]"
        default:
            return self.description
        }
    }
}
