import Model

/// What can be done about something, each a form of its own that is sent below the address of its page.
struct StepForms {
    /// The address of the page that they stand on.
    let path: String
    let frame: PageFrame

    /// A button.
    func step(_ label: Label, _ name: String, style: String = "") -> HTML {
        Tag.form(.class("step"), .attribute("method", "post"), .action("\(self.path)/\(name)")) {
            self.frame.csrfField
            Button.submit(label, style: style, self.frame.language)
        }
    }

    /// A form behind a button that opens it.
    func folded(
        _ label: Label, isOpen: Bool = false, _ name: String, @HTMLBuilder content: () -> HTML,
    ) -> HTML {
        Tag.details(.class("step-more"), .flag("open", isOpen)) {
            Tag.summary(.class("button")) { label(self.frame.language) }
            Tag.form(
                .class("step"), .attribute("method", "post"), .action("\(self.path)/\(name)"), .flag("novalidate")
            ) {
                self.frame.csrfField
                content()
            }
        }
    }
}
