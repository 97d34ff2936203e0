import Model

/// What is wrong with a form, at its top, each with a link to where it is to be mended.
struct IssueSummary {
    let context: FormContext
    /// The fields that are on the form.
    let fields: [FieldSpec]

    var html: HTML {
        let entries = self.context.issues.entries
        guard !entries.isEmpty else { return .empty }
        let language = self.context.language
        return Tag.section(
            .class("notice error summary"), .role("alert"), .attribute("aria-labelledby", "issues"),
        ) {
            Icon.warning
            Tag.div {
                Tag.h2(.id("issues")) { Texts.issues(language) }
                Tag.p { Texts.issueCount(entries.count)(language) }
                Tag.ul {
                    for entry in entries { Tag.li { self.line(entry) } }
                }
            }
        }
    }

    private func line(_ entry: FormIssues.Entry) -> HTML {
        guard let path = entry.path, let target = self.target(of: path) else { return .text(entry.line) }
        return Tag.a(.href("#\(target)")) { entry.line }
    }

    /// The id of the control at a path; nil when the field is not on the form.
    private func target(of path: String) -> String? {
        guard let name = path.split(separator: ".").first, self.fields.contains(where: { $0.name == name }) else {
            return nil
        }
        return self.context.id(path)
    }
}
