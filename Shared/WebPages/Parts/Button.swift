import Model

/// Links and buttons that look like buttons.
enum Button {
    static func link(
        _ label: Label, href: String, icon: HTML = .empty, style: String, _ language: DisplayLanguage
    ) -> HTML {
        Tag.a(.class("button \(style)"), .href(href)) {
            icon
            label(language)
        }
    }

    static func submit(_ label: Label, style: String = "main", _ language: DisplayLanguage) -> HTML {
        Tag.button(.class("button \(style)"), .type("submit")) { label(language) }
    }

    /// The button that Enter presses in a form whose first visible one may be another, such as the one for more rows.
    static func first(_ label: Label, _ language: DisplayLanguage) -> HTML {
        Tag.button(.class("unseen"), .type("submit"), .attribute("tabindex", "-1"), .ariaHidden) { label(language) }
    }
}

extension Button {
    /// A link in a row of a table or the head of one; whom it is about is said to those who do not see the row.
    static func small(
        _ label: Label, of name: String, href: String, icon: HTML = .empty, style: String = "quiet small",
        _ language: DisplayLanguage
    ) -> HTML {
        Tag.a(.class("button \(style)"), .href(href)) {
            icon
            Self.inside(label, of: name, language)
        }
    }

    /// A button in a row of a table, as a form of its own.
    static func small(
        _ label: Label, of name: String, action: String, hidden: [(name: String, value: String)] = [],
        _ frame: PageFrame,
    ) -> HTML {
        Tag.form(.attribute("method", "post"), .action(action)) {
            frame.csrfField
            for (name, value) in hidden { Tag.input(.type("hidden"), .name(name), .value(value)) }
            Tag.button(.class("button quiet small"), .type("submit")) { Self.inside(label, of: name, frame.language) }
        }
    }

    private static func inside(_ label: Label, of name: String, _ language: DisplayLanguage) -> HTML {
        .group([.text(label(language)), Tag.span(.class("unseen")) { Texts.entryOf(name)(language) }])
    }
}
