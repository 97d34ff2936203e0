/// Fields that are held against an input together: those of a record, or what a request may hold.
public struct FieldSet: Sendable {
    /// The fields, in the order in which they are shown.
    public let fields: [FieldSpec]
    /// Those of them that a person or a program may give.
    public let writable: [FieldSpec]

    private let indices: [String: Int]

    /// Collects fields.
    ///
    /// Naming one twice is a programming error.
    public init(_ fields: [any FieldDeclaration]) {
        self.fields = fields.map(\.spec)
        self.writable = self.fields.filter { !$0.isReadOnly }
        self.indices = Dictionary(
            self.fields.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { _, _ in preconditionFailure("two fields have one name") })
    }

    /// A field by its name.
    public func field(_ name: String) -> FieldSpec? {
        self.indices[name].map { self.fields[$0] }
    }

    /// Holds an input against the declarations.
    ///
    /// - Parameter input: what was sent.
    /// - Returns: the fields that were given, in normal form.
    /// - Throws: ``ValidationError`` with everything that is wrong.
    public func validateNew(_ input: JSON) throws(ValidationError) -> Record {
        guard case .object(let object) = input else {
            throw ValidationError("", .type, .object)
        }
        var validator = Validator()
        validator.unknownMembers(of: object, known: { self.indices[$0] != nil }, at: "")
        for field in self.fields where field.isReadOnly {
            if let value = object[field.name], value != .null {
                validator.report("/\(field.name)", .readOnly, .readOnly)
            }
        }
        let normal = validator.object(object, fields: self.writable, at: "")
        guard validator.issues.isEmpty else { throw ValidationError(validator.issues) }
        return Record(normal)
    }

    /// Holds a change against the declarations.
    ///
    /// Fields that are read-only may be sent back as they were read, so that a program can send the whole; only a
    /// change to them is refused.
    ///
    /// - Parameters:
    ///   - patch: a JSON Merge Patch (RFC 7396).
    ///   - current: the values as they are.
    ///   - kept: fields that cannot be taken away although nobody has to give them.
    /// - Returns: the whole in normal form, and the names of the fields that changed.
    /// - Throws: ``ValidationError`` with everything that is wrong.
    public func validateChange(
        _ patch: JSON, of current: Record, keeping kept: [FieldSpec] = [],
    ) throws(ValidationError) -> (record: Record, changed: [String]) {
        guard case .object(let members) = patch else {
            throw ValidationError("", .type, .object)
        }
        var validator = Validator()
        validator.unknownMembers(of: members, known: { self.indices[$0] != nil }, at: "")
        for member in members {
            let (name, value) = (member.key, member.value)
            guard let field = self.field(name), value != (current.object[name] ?? .null) else { continue }
            if field.isReadOnly { validator.report("/\(name)", .readOnly, .readOnly) }
        }
        guard case .object(let merged) = JSON.object(current.object).mergePatched(with: patch) else {
            throw ValidationError("", .type, .object)
        }
        // Compared in normal form: the same value in another spelling is no change.
        let normal = validator.object(merged, fields: self.writable, at: "")
        for field in self.writable where field.traits.contains(.immutable) {
            if normal[field.name] != current.object[field.name] {
                validator.report("/\(field.name)", .immutable, .immutable)
            }
        }
        for field in kept where members[field.name]?.isNull == true {
            validator.report("/\(field.name)", .required, .required(field.label))
        }
        guard validator.issues.isEmpty else { throw ValidationError(validator.issues) }
        var record = Record(normal)
        var changed: [String] = []
        for field in self.fields {
            if field.isReadOnly {
                record.object[field.name] = current.object[field.name]
            } else if record.object[field.name] != current.object[field.name] {
                changed.append(field.name)
            }
        }
        return (record, changed)
    }
}
