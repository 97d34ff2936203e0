public import Model

extension ResourceRule {
    /// Refuses a new record or an edit that sets what only transitions set.
    ///
    /// What is over when it is written down may bring all of it along, until a first step was taken. What a transition has
    /// set and the rule lets be corrected, whoever may take such a step puts right.
    ///
    /// - Parameter context: who asks; without it nothing is corrected.
    public func requireTransitionFieldsUntouched(
        by change: Change, of resource: Resource, in context: RuleContext? = nil,
    ) throws(ValidationError) {
        if self.isOver(change.after, of: resource, on: change.today) { return }
        let isBroughtForward = self.isBroughtForward(by: change, of: resource)
        let refused = self.transitionFields.filter { name in
            if isBroughtForward, change.after.object[name] != nil, !resource.lifecycle.isSetAtFirst(name) {
                return true
            }
            guard change.after.object[name] != change.before?.object[name] else { return false }
            guard let before = change.before, let context else { return true }
            return !self.mayCorrect(name, of: resource, in: before, as: context.actor.access)
        }
        guard !refused.isEmpty else { return }
        throw ValidationError(
            refused.map { name in
                let steps = resource.lifecycle.transitions.filter { $0.accepts.contains(name) }
                return Issue("/\(name)", .readOnly, .setBy(steps, orInThePast: self.span?.spec.label))
            })
    }

    /// The fields that a new record may not bring along, whatever it tells of.
    var fieldsWithheldFromNew: [String] { self.span == nil ? self.transitionFields : [] }

    /// The fields that a form does not offer because only transitions set them.
    ///
    /// - Parameter stored: the record that is edited; nil for a new one, of which only the rule can tell whether it is over.
    func withheldFields(
        of resource: Resource, editing stored: Record?, as access: Access, on day: CalendarDate,
    ) -> [String] {
        guard let stored else { return self.fieldsWithheldFromNew }
        if self.isOver(stored, of: resource, on: day) { return [] }
        return self.transitionFields.filter { !self.mayCorrect($0, of: resource, in: stored, as: access) }
    }

    private func isOver(_ record: Record, of resource: Resource, on day: CalendarDate) -> Bool {
        guard let span = self.span, record.state == resource.lifecycle.initial, let end = record[span]?.to else {
            return false
        }
        return end <= day
    }

    /// Whether a record that was over, with a story that no step has told, is made one that is not.
    private func isBroughtForward(by change: Change, of resource: Resource) -> Bool {
        guard let span = self.span, let before = change.before else { return false }
        return change.changed.contains(span.name) && self.isOver(before, of: resource, on: change.today)
    }

    private func mayCorrect(_ name: String, of resource: Resource, in stored: Record, as access: Access) -> Bool {
        self.correctableFields.contains(name) && stored.object[name] != nil
            && resource.lifecycle.transitions.contains { transition in
                transition.accepts.contains(name) && access.allows(transition.role, in: stored.unit ?? "")
            }
    }
}

extension Lifecycle {
    /// Whether a step that leaves a record where it starts sets the field.
    fileprivate func isSetAtFirst(_ name: String) -> Bool {
        self.transitions(from: self.initial).contains { $0.to == self.initial && $0.accepts.contains(name) }
    }
}

extension Label {
    fileprivate static func setBy(_ transitions: [Transition], orInThePast span: Label?) -> Label {
        let zh = transitions.map { "“\($0.label.zh)”" }.joined(separator: "或")
        let en = transitions.map { "“\($0.label.en)”" }.joined(separator: " or ")
        guard let span else { return Label(zh: "请使用\(zh)操作", en: "Set by \(en) only") }
        return Label(
            zh: "请使用\(zh)操作；“\(span.zh)”已过的，可在办理前直接填写",
            en: "Set by \(en) only, unless “\(span.en)” is over and no step was taken yet")
    }
}
