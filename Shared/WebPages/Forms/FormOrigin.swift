public import Model

/// The record from whose page a form for a new one was opened, and to which saving leads back.
///
/// It travels as `_for=agreement.<id>`: the field of the new record that refers to the other, and the other's id. No
/// address travels, so nobody can be led out of the house.
public struct FormOrigin: Sendable, Equatable {
    /// The parameter, and the name of the hidden input.
    public static let name = "_for"
    /// What travels.
    public let value: String
    /// The page of the record.
    public let href: String

    /// Names the record that a field of the new one refers to.
    public init?(_ field: FieldSpec, id: String) {
        guard case .reference(let reference) = field.kind, RecordID(id) != nil else { return nil }
        self.value = "\(field.name).\(id)"
        self.href = reference.detailPath(id)
    }

    /// Reads what has travelled; nil when it means no record that the new one could refer to.
    public init?(_ value: String, of resource: Resource) {
        let parts = value.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let field = resource.fields.first(where: { $0.name == parts[0] }) else { return nil }
        self.init(field, id: String(parts[1]))
    }
}
