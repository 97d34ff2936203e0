public import Model

/// What a form is for.
public enum FormPurpose: Sendable, Hashable {
    /// A new record: what is empty is absent.
    case creating
    /// A change, or the fields that come with a transition: what was emptied is `null`.
    case changing
}

extension Resource {
    /// The JSON that a form means, for ``validateNew(_:)`` and ``validateChange(_:of:)``.
    ///
    /// Fields that were not on the form are left out. What is not well-formed stays text, so that validation reports
    /// it.
    ///
    /// - Parameters:
    ///   - form: what was typed.
    ///   - purpose: what an empty input means.
    ///   - choices: what was offered for references, to find the id of a chosen label.
    public func json(
        from form: FormValues, for purpose: FormPurpose, choices: [String: [FormChoice]] = [:],
    ) -> JSON {
        let reading = FormReading(choices: choices, clearing: purpose == .changing)
        return .object(reading.object(form.root, fields: self.allFields))
    }

    /// The JSON that the inputs of a form mean, as they were sent.
    public func json(
        fromForm pairs: [(String, String)], for purpose: FormPurpose, choices: [String: [FormChoice]] = [:],
    ) -> JSON {
        self.json(from: FormValues(pairs, of: self), for: purpose, choices: choices)
    }
}

extension FieldSet {
    /// The JSON that a form means, for ``validateNew(_:)`` and ``validateChange(_:of:keeping:)``.
    public func json(
        from form: FormValues, for purpose: FormPurpose, choices: [String: [FormChoice]] = [:],
    ) -> JSON {
        let reading = FormReading(choices: choices, clearing: purpose == .changing)
        return .object(reading.object(form.root, fields: self.fields))
    }
}
