import Model

/// The fields of a form in their sections: what fits on a line first, then every list under its own heading.
struct FieldSection {
    let context: FormContext

    /// - Parameter later: the names of fields that are folded as long as nothing stands in them and nothing is wrong with them.
    func html(_ fields: [FieldSpec], title: Label, later: Set<String> = []) -> HTML {
        let plain = fields.filter { $0.items == nil && !later.contains($0.name) }
        let folded = fields.filter { $0.items == nil && later.contains($0.name) }
        return .group([
            plain.isEmpty
                ? .empty
                : Tag.section(.class("panel"), .attribute("aria-labelledby", "\(self.context.prefix)-\(title.en.id)")) {
                    Tag.h2(.id("\(self.context.prefix)-\(title.en.id)")) { title(self.context.language) }
                    Tag.div(.class("fields")) {
                        for field in plain { self.control(field) }
                    }
                    if !folded.isEmpty {
                        Tag.details(.class("pick"), .flag("open", folded.contains(where: self.isInUse))) {
                            Tag.summary { Texts.later(folded.count)(self.context.language) }
                            Tag.div(.class("fields")) {
                                for field in folded { self.control(field) }
                            }
                        }
                    }
                },
            .group(fields.filter { $0.items != nil }.map(self.list)),
        ])
    }

    private func isInUse(_ field: FieldSpec) -> Bool {
        self.context.values.holds(field.name) || !self.context.issues.messages(at: field.name).isEmpty
    }

    private func control(_ field: FieldSpec) -> HTML {
        FieldControl(field: field, path: field.name, context: self.context).html
    }

    private func list(_ field: FieldSpec) -> HTML {
        let language = self.context.language
        let id = self.context.id(field.name)
        let messages = self.context.issues.messages(at: field.name)
        return Tag.section(.class("panel"), .id(id), .attribute("tabindex", "-1"), .ariaLabel(field.label(language))) {
            Tag.h2 {
                field.label(language)
                if field.isRequired { Tag.span(.class("required"), .ariaHidden) { "*" } }
            }
            if let help = field.help { Tag.p(.class("help")) { help(language) } }
            if !messages.isEmpty {
                Tag.div(.class("issue")) {
                    for message in messages { Tag.p { message } }
                }
            }
            FieldControl(field: field, path: field.name, context: self.context).inputs
        }
    }
}

extension String {
    /// The text as part of an id.
    fileprivate var id: String {
        String(self.lowercased().map { $0.isLetter && $0.isASCII ? $0 : "-" })
    }
}
