import Model

/// What the controls of one form have in common.
struct FormContext {
    let language: DisplayLanguage
    let values: FormValues
    let issues: FormIssues
    let choices: [String: [FormChoice]]
    /// The start of the ids of the form's controls, different for every form of a page.
    let prefix: String

    /// Where the form is sent; with it, asking for more rows leads back to the list and not to the top of the page.
    var action: String?

    /// The id of a field's control, or of the group of its controls.
    func id(_ path: String) -> String {
        "\(self.prefix)-\(String(path.map { $0 == "." ? "-" : $0 }))"
    }

    /// What may be chosen for the reference at a path, whose row numbers do not matter.
    func choices(at path: String) -> [FormChoice]? {
        self.choices[path.split(separator: ".").filter { Int($0) == nil }.joined(separator: ".")]
    }
}
