import Model

extension ValidationError {
    /// The same, where it is about the unit with the code that was given: the table knows only that there is none such.
    func naming(unitOf record: Record) -> ValidationError {
        guard let unit = record.unit else { return self }
        return ValidationError(
            self.issues.map { issue in
                issue.pointer == "/\(SystemFields.unit.name)" && issue.rule == .reference
                    ? Issue(issue.pointer, issue.rule, .noUnit(unit)) : issue
            })
    }
}

extension Label {
    fileprivate static func noUnit(_ code: String) -> Label {
        Label(zh: "没有代码为“\(code)”的单位", en: "There is no unit with the code “\(code)”")
    }
}
