extension Resource {
    /// Holds a new record against the declaration.
    ///
    /// - Parameter input: what was sent.
    /// - Returns: the declared fields, and `code` and `unit` where given, in normal form.
    /// - Throws: ``ValidationError`` with everything that is wrong.
    public func validateNew(_ input: JSON) throws(ValidationError) -> Record {
        guard case .object(let object) = input else {
            throw ValidationError("", .type, .object)
        }
        var validator = Validator()
        validator.unknownMembers(of: object, known: self.isKnown, at: "")
        for field in self.allFields where field.isReadOnly {
            if let value = object[field.name], value != .null {
                validator.report("/\(field.name)", .readOnly, .readOnly)
            }
        }
        let normal = validator.object(object, fields: self.writableFields, at: "")
        guard validator.issues.isEmpty else { throw ValidationError(validator.issues) }
        return Record(normal)
    }

    /// Holds a changed record against the declaration.
    ///
    /// System fields may be sent back as they were read, so that a program can send a whole record; only a change to
    /// them is refused.
    ///
    /// - Parameters:
    ///   - patch: a JSON Merge Patch (RFC 7396).
    ///   - current: the record as it is.
    /// - Returns: the whole record in normal form, and the names of the fields that changed.
    /// - Throws: ``ValidationError`` with everything that is wrong.
    public func validateChange(
        _ patch: JSON, of current: Record,
    ) throws(ValidationError) -> (record: Record, changed: [String]) {
        guard case .object(let members) = patch else {
            throw ValidationError("", .type, .object)
        }
        var validator = Validator()
        validator.unknownMembers(of: members, known: self.isKnown, at: "")
        for member in members {
            let (name, value) = (member.key, member.value)
            guard let field = self.anyField(name), value != (current.object[name] ?? .null) else { continue }
            if field.isReadOnly { validator.report("/\(name)", .readOnly, .readOnly) }
        }
        guard case .object(let merged) = JSON.object(current.object).mergePatched(with: patch) else {
            throw ValidationError("", .type, .object)
        }
        // Compared in normal form: the same value in another spelling is no change.
        let normal = validator.object(merged, fields: self.writableFields, at: "")
        for field in self.allFields where field.traits.contains(.immutable) && !field.isReadOnly {
            if normal[field.name] != current.object[field.name] {
                validator.report("/\(field.name)", .immutable, .immutable)
            }
        }
        // The program chose these for the record when its maker did not; they cannot be taken away.
        for field in [SystemFields.code.spec, SystemFields.unit.spec] where members[field.name]?.isNull == true {
            validator.report("/\(field.name)", .required, .required(field.label))
        }
        guard validator.issues.isEmpty else { throw ValidationError(validator.issues) }
        var record = Record(normal)
        var changed: [String] = []
        for field in self.allFields {
            if field.isReadOnly {
                record.object[field.name] = current.object[field.name]
            } else if record.object[field.name] != current.object[field.name] {
                changed.append(field.name)
            }
        }
        return (record, changed)
    }

    private func isKnown(_ name: String) -> Bool {
        SystemFields.names.contains(name) || self.field(name) != nil
    }
}
