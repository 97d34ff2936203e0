import Model

extension ImportPortion {
    /// Everything that is doubtful about a row that was taken for a record, or has become one.
    func doubts(about candidate: Candidate, as record: Record) -> [Issue] {
        candidate.match.suspicions + candidate.oddities(of: self.store.resource)
            + self.notTaken(of: candidate, by: record)
    }
}

extension ImportPortion.Candidate {
    /// The codes of the row that are taken and odd all the same, such as one that a standard has not assigned.
    fileprivate func oddities(of resource: Resource) -> [Issue] {
        Self.oddities(self.record.object, resource.fields, at: "")
    }

    private static func oddities(_ object: JSONObject, _ fields: [FieldSpec], at pointer: String) -> [Issue] {
        fields.flatMap { field -> [Issue] in
            guard let value = object[field.name] else { return [] }
            let path = "\(pointer)/\(field.name)"
            switch field.kind {
            case .code(let list): return self.oddity(value, list, at: path)
            case .codes(let list):
                return (value.arrayValue ?? []).enumerated().flatMap {
                    self.oddity($0.element, list, at: "\(path)/\($0.offset)")
                }
            case .items(let items):
                return (value.arrayValue ?? []).enumerated().flatMap {
                    self.oddities($0.element.objectValue ?? JSONObject(), items, at: "\(path)/\($0.offset)")
                }
            default: return []
            }
        }
    }

    private static func oddity(_ value: JSON, _ list: CodeList, at pointer: String) -> [Issue] {
        guard let oddity = value.stringValue.flatMap({ list[$0]?.oddity }) else { return [] }
        return [Issue(pointer, .oddCode, oddity)]
    }
}

extension Issue.Rule {
    /// A code that is in use and not assigned by the standard of its list.
    static let oddCode = Issue.Rule(rawValue: "oddCode")
}
