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
}
