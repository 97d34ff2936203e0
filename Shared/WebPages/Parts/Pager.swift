import Model

/// The links below a part of a list: back to its beginning, and on.
struct Pager {
    /// Nil when this is the beginning.
    let firstHref: String?
    let first: Label
    /// Nil when this is the end.
    let nextHref: String?
    let next: Label

    func html(_ language: DisplayLanguage) -> HTML {
        Tag.nav(.class("pager"), .ariaLabel(Texts.pages(language))) {
            Tag.div(.class("pager-links")) {
                if let href = self.firstHref {
                    Button.link(self.first, href: href, icon: Icon.first, style: "quiet", language)
                }
                if let href = self.nextHref { Button.link(self.next, href: href, style: "", language) }
            }
        }
    }
}
