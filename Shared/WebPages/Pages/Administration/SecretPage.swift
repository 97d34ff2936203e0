public import Model

/// A secret that was just made: shown on this answer, and never again.
public struct SecretPage: Page {
    /// What was made.
    public var heading: Label
    /// What it is for.
    public var lead: Label
    /// The secret; nil when the same form was sent before, and it was shown then.
    public var secret: String?
    /// What is to be known of it.
    public var help: Label
    /// The page to go on to.
    public var back: (label: Label, href: String)

    /// Makes the page.
    public init(
        heading: Label, lead: Label, secret: String?, help: Label, back: (label: Label, href: String),
    ) {
        self.heading = heading
        self.lead = lead
        self.secret = secret
        self.help = help
        self.back = back
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// What was made.
    public func title(in frame: PageFrame) -> String { self.heading(frame.language) }

    /// The secret.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(
                trail: [(label: self.back.label(language), href: self.back.href)], title: self.title(in: frame),
                lead: Tag.bdi { self.lead(language) }
            ).html(language),
            Tag.section(.class("panel"), .ariaLabel(self.heading(language))) {
                if let secret = self.secret {
                    Tag.p { Tag.strong { Texts.shownOnce(language) } }
                    Tag.code(.class("secret")) { secret }
                }
                Tag.p(.class("muted")) { self.help(language) }
                Tag.div(.class("form-end")) {
                    Button.link(self.back.label, href: self.back.href, style: "", language)
                }
            },
        ])
    }
}
