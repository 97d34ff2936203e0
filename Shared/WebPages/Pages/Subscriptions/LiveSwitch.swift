import Model

/// A link that lets a page be loaded again by itself, or stops that.
///
/// Nothing reloads unasked: for somebody with a screen reader every reload begins at the top (WCAG 2.2, 2.2.2).
struct LiveSwitch {
    let path: String
    let isOn: Bool

    func html(_ language: DisplayLanguage) -> HTML {
        Button.link(
            self.isOn ? Texts.stopRefreshing : Texts.keepRefreshing,
            href: self.isOn ? self.path : "\(self.path)?live=on", style: self.isOn ? "main" : "", language)
    }
}
