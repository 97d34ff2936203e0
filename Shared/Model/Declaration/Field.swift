/// A field and the Swift type of its value: the handle by which rules read and write a record.
///
/// ```swift
/// public enum Contact {
///     public static let email = Field<String>("email", .text(max: 254, format: .email), zh: "邮箱", en: "E-mail")
/// }
/// let address = record[Contact.email]   // String?
/// ```
public struct Field<Value: FieldValue>: FieldDeclaration {
    /// The declaration without its Swift type.
    public let spec: FieldSpec

    /// Declares a field.
    public init(
        _ name: String,
        _ kind: FieldKind,
        zh: String,
        en: String,
        help: Label? = nil,
        inverse: Inverse? = nil,
        _ traits: FieldTraits = [],
    ) {
        self.spec = FieldSpec(name, kind, zh: zh, en: en, help: help, inverse: inverse, traits)
    }

    /// The name in JSON.
    public var name: String { self.spec.name }
}

/// Anything that declares a field, whatever the type of its value.
public protocol FieldDeclaration: Sendable {
    /// The declaration.
    var spec: FieldSpec { get }
}

extension FieldSpec: FieldDeclaration {
    /// The declaration itself.
    public var spec: FieldSpec { self }
}
