public import Model

extension ResourceRule {
    /// Refuses a new record or an edit that sets what only transitions set.
    public func requireTransitionFieldsUntouched(
        by change: Change, of resource: Resource,
    ) throws(ValidationError) {
        let touched = self.transitionFields.filter { name in
            change.after.object[name] != change.before?.object[name]
        }
        guard !touched.isEmpty else { return }
        throw ValidationError(
            touched.map { name in
                let steps = resource.lifecycle.transitions.filter { $0.accepts.contains(name) }
                return Issue("/\(name)", .readOnly, .setBy(steps))
            })
    }
}

extension Label {
    fileprivate static func setBy(_ transitions: [Transition]) -> Label {
        Label(
            zh: "请使用\(transitions.map { "“\($0.label.zh)”" }.joined(separator: "或"))操作",
            en: "Set by \(transitions.map { "“\($0.label.en)”" }.joined(separator: " or ")) only")
    }
}
