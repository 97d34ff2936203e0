/// Who may read the records of a type, besides those who hold a role in the unit that keeps a record.
///
/// It is about reading only: whoever changes a record needs a role in its unit.
public enum Audience: Sendable {
    /// Nobody else: a unit's records are its own affair.
    case unit
    /// Everybody in the house who may read anything: a register with which all work.
    case everyone
    /// Everybody in the house, of those records in which a field holds one of these codes.
    case marked(Field<String>, as: [String])

    /// Whether a record is open to the whole house.
    public func includesEveryone(for record: Record) -> Bool {
        switch self {
        case .unit: false
        case .everyone: true
        case .marked(let field, let codes): record[field].map(codes.contains) ?? false
        }
    }
}
