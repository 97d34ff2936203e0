public import Model

/// A problem in words: a page that does not exist, a change that came too late, an error of ours.
public struct MessagePage: Page {
    /// The HTTP status.
    public var status: Int
    /// What is the matter.
    public var heading: Label
    /// What it means and what to do.
    public var detail: Label?
    /// What is wrong with the input.
    public var issues: [Issue]
    /// Where to go on; the first page by default.
    public var backHref: String
    /// What stands on the link; the first page by default.
    public var backLabel: Label?

    /// Makes the page.
    public init(
        status: Int,
        heading: Label,
        detail: Label? = nil,
        issues: [Issue] = [],
        backHref: String = "/",
        backLabel: Label? = nil,
    ) {
        self.status = status
        self.heading = heading
        self.detail = detail
        self.issues = issues
        self.backHref = backHref
        self.backLabel = backLabel
    }

    /// The page for a status, in the words that fit it.
    public init(status: Int, issues: [Issue] = [], backHref: String = "/", backLabel: Label? = nil) {
        let (heading, detail) = Self.words(for: status)
        self.init(
            status: status, heading: heading, detail: detail, issues: issues, backHref: backHref, backLabel: backLabel)
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// The heading.
    public func title(in frame: PageFrame) -> String { self.heading(frame.language) }

    /// The message.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.section(.class("message")) {
            Tag.p(.class("status")) { String(self.status) }
            Tag.h1 { self.heading(language) }
            if let detail = self.detail { Tag.p(.class("message-detail")) { detail(language) } }
            if !self.issues.isEmpty {
                Tag.ul(.class("issues")) {
                    for issue in self.issues {
                        Tag.li {
                            if !issue.field.isEmpty { .group([Tag.code { issue.field }, " "]) }
                            issue.message(language)
                        }
                    }
                }
            }
            Tag.p { Button.link(self.backLabel ?? Texts.backHome, href: self.backHref, style: "main", language) }
        }
    }

    private static func words(for status: Int) -> (Label, Label) {
        switch status {
        case 401: (Texts.problem401, Texts.detail401)
        case 403: (Texts.problem403, Texts.detail403)
        case 404, 410: (Texts.problem404, Texts.detail404)
        case 409: (Texts.problem409, Texts.detail409)
        case 412, 428: (Texts.problem412, Texts.detail412)
        case 413: (Texts.problem413, Texts.detail413)
        case 429: (Texts.problem429, Texts.detail429)
        case 503: (Texts.problem503, Texts.detail503)
        case 400..<500: (Texts.problem400, Texts.detail400)
        default: (Texts.problem500, Texts.detail500)
        }
    }
}
