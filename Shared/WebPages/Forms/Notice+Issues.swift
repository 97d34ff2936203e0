public import Model

extension Notice {
    /// Why what a form asked for was not done, each reason with the name of its field.
    ///
    /// - Parameters:
    ///   - issues: the reasons.
    ///   - resource: the type of the record that it was about.
    ///   - values: what was typed.
    ///   - choices: what may be chosen for references.
    public static func refusal(
        _ issues: [Issue], of resource: Resource, values: FormValues, choices: [String: [FormChoice]],
    ) -> Notice {
        func lines(_ language: DisplayLanguage) -> [String] {
            FormIssues(issues, fields: resource.allFields, values: values, choices: choices, language: language)
                .entries.map(\.line)
        }
        return Notice(
            .error, Label(zh: lines(.zh).joined(separator: "；"), en: lines(.en).joined(separator: "; ")))
    }
}
