extension Resource {
    /// Holds a new record against the declaration.
    ///
    /// - Parameter input: what was sent.
    /// - Returns: the declared fields, and `code` and `unit` where given, in normal form.
    /// - Throws: ``ValidationError`` with everything that is wrong.
    public func validateNew(_ input: JSON) throws(ValidationError) -> Record {
        try self.fieldSet.validateNew(input)
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
        // The program chose these for the record when its maker did not; they cannot be taken away.
        try self.fieldSet.validateChange(
            patch, of: current, keeping: [SystemFields.code.spec, SystemFields.unit.spec])
    }
}
