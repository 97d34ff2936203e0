import Model

extension DetailPage {
    /// The transitions as forms, each with the fields that it accepts.
    func steps(_ frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.section(.class("panel steps"), .attribute("aria-labelledby", "steps")) {
            Tag.h2(.id("steps")) { Texts.nextSteps(language) }
            if self.transitions.isEmpty, self.blocked.isEmpty {
                Tag.p(.class("muted")) { Texts.noSteps(language) }
            }
            for (index, transition) in self.transitions.enumerated() {
                self.step(transition, isFirst: index == 0, frame)
            }
            if !self.blocked.isEmpty {
                Tag.ul(.class("blocked")) {
                    for step in self.blocked {
                        Tag.li {
                            Tag.span(.class("blocked-label")) { step.transition.label(language) }
                            Tag.span(.class("muted")) { Texts.blocked(language) + step.reason(language) }
                        }
                    }
                }
            }
        }
    }

    private func step(_ transition: Transition, isFirst: Bool, _ frame: PageFrame) -> HTML {
        let fields = transition.accepts.compactMap(self.resource.anyField)
        let refused = self.refused.flatMap { $0.transition == transition.name ? $0 : nil }
        let inside = HTML.group([
            frame.csrfField,
            Tag.input(.type("hidden"), .name("_version"), .value(String(self.record.version ?? 0))),
            fields.isEmpty ? self.confirmation(transition, frame.language) : .empty,
            self.stepFields(transition, fields, refused: refused.map { ($0.values, $0.issues) }, frame.language),
            self.stepButton(transition, isFirst: isFirst, hasFields: !fields.isEmpty, frame.language),
        ])
        let form = Tag.form(
            .class("step"), .attribute("method", "post"),
            .action(self.resource.transitionPath(self.id, transition)), .flag("novalidate"),
        ) { inside }
        // What ends something is not done by one click that may have missed its aim.
        guard !fields.isEmpty || self.ending(transition) != nil else { return form }
        return Tag.details(.class("step-more"), .flag("open", refused != nil)) {
            Tag.summary(.class(isFirst ? "button main" : "button")) { transition.label(frame.language) }
            form
        }
    }

    private func ending(_ transition: Transition) -> State? {
        self.resource.lifecycle.state(transition.to).flatMap { $0.tone == .ended ? $0 : nil }
    }

    private func confirmation(_ transition: Transition, _ language: DisplayLanguage) -> HTML {
        guard let state = self.ending(transition) else { return .empty }
        return Tag.p(.class("help")) { Texts.confirmEnd(state.label)(language) }
    }

    private func stepFields(
        _ transition: Transition, _ fields: [FieldSpec], refused: (FormValues, [Issue])?, _ language: DisplayLanguage,
    ) -> HTML {
        let values = refused?.0 ?? FormValues(self.record, fields: fields)
        let context = FormContext(
            language: language, values: values,
            issues: FormIssues(
                refused?.1 ?? [], fields: self.resource.allFields, values: values, choices: self.choices,
                language: language),
            choices: self.choices, prefix: "step-\(transition.name)",
        )
        let unplaced = context.issues.entries.filter { entry in
            !fields.contains { field in entry.path == field.name || entry.path?.hasPrefix("\(field.name).") == true }
        }
        return .group([
            unplaced.isEmpty
                ? .empty
                : Tag.div(.class("issue"), .role("alert")) {
                    for entry in unplaced {
                        Tag.p { entry.line }
                    }
                },
            .group(fields.map { FieldControl(field: $0, path: $0.name, context: context).html }),
        ])
    }

    private func stepButton(
        _ transition: Transition, isFirst: Bool, hasFields: Bool, _ language: DisplayLanguage,
    ) -> HTML {
        let style = self.ending(transition) != nil ? "caution" : isFirst || hasFields ? "main" : ""
        return Button.submit(transition.label, style: style, language)
    }
}
