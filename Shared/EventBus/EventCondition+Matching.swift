import FoundationEssentials

extension EventCondition {
    /// Whether an event's data satisfies all conditions; the same answer as the server's.
    static func all(_ conditions: [EventCondition], holdOf data: [UInt8]?) -> Bool {
        guard !conditions.isEmpty else { return true }
        let whole = data.flatMap { try? JSONDecoder().decode(JSONMember.self, from: Data($0)) }
        // Valid JSON that PostgreSQL cannot take apart, such as the escape of NUL, satisfies nothing.
        if data != nil, whole?.hasNUL ?? true { return false }
        return conditions.allSatisfy { $0.holds(of: whole) }
    }

    private func holds(of whole: JSONMember?) -> Bool {
        var found = whole
        for name in self.path.split(separator: ".", omittingEmptySubsequences: false) {
            found = found?.member(String(name))
        }
        if found == .null { found = nil }
        let wanted = self.value.flatMap { try? JSONDecoder().decode(JSONMember.self, from: Data($0.utf8)) }
        switch self.comparison {
        case .present: return found != nil
        case .absent: return found == nil
        case .equal: return found != nil && found == wanted
        case .notEqual: return found != wanted
        case .oneOf:
            guard case .array(let choices)? = wanted, let found, found.isScalar else { return false }
            return choices.contains(found)
        case .less: return found.flatMap { wanted.flatMap($0.order) }.map { $0 < 0 } ?? false
        case .atMost: return found.flatMap { wanted.flatMap($0.order) }.map { $0 <= 0 } ?? false
        case .greater: return found.flatMap { wanted.flatMap($0.order) }.map { $0 > 0 } ?? false
        case .atLeast: return found.flatMap { wanted.flatMap($0.order) }.map { $0 >= 0 } ?? false
        }
    }
}
