public import Model

/// Signing in: with a code or token that is pasted, or with the campus account.
///
/// The form is sent as `POST /sign-in` with `code`, `_csrf` and, when given, `_next`.
public struct SignInPage: Page {
    /// The code out of the link that was followed; the reader then only has to confirm.
    public var code: String?
    /// Something to say first, such as that the code was not right.
    public var message: Label?
    /// Whether the message says that something went wrong.
    public var isRefused: Bool
    /// Where the campus identity provider is asked; nil when there is none.
    public var campusHref: String?
    /// The page to go to afterwards.
    public var next: String?

    /// Makes the page.
    public init(
        code: String? = nil, message: Label? = nil, isRefused: Bool = false, campusHref: String? = nil,
        next: String? = nil
    ) {
        self.code = code
        self.message = message
        self.isRefused = isRefused
        self.campusHref = campusHref
        self.next = next
    }

    /// In the middle.
    public var layout: PageLayout { .alone }

    /// `Sign in`.
    public func title(in frame: PageFrame) -> String { Texts.signIn(frame.language) }

    /// The form.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.section(.class("panel sign-in")) {
            Tag.h1 { Texts.welcome(language) }
            if let message = self.message {
                Tag.p(
                    .class(self.isRefused ? "notice error" : "notice success"), .role("alert"), .id("sign-in-message")
                ) {
                    message(language)
                }
            }
            if let href = self.campusHref {
                Button.link(Texts.signInCampus, href: href, style: "main", language)
                Tag.p(.class("or"), .ariaHidden) { Texts.or(language) }
            }
            Tag.form(.attribute("method", "post"), .action("/sign-in")) {
                frame.csrfField
                if let next = self.next { Tag.input(.type("hidden"), .name("_next"), .value(next)) }
                Tag.div(.class(self.isRefused ? "field wrong" : "field")) {
                    Tag.label(.class("label"), .for("code")) { Texts.signInCode(language) }
                    Tag.input(
                        .type("password"), .id("code"), .name("code"), .attribute("autocomplete", "one-time-code"),
                        .value(self.code ?? ""), .attribute("aria-required", "true"), .flag("required"),
                        .flag("autofocus"),
                        self.isRefused ? .attribute("aria-invalid", "true") : nil,
                        .ariaDescribedBy(["code-help"] + (self.message == nil ? [] : ["sign-in-message"])))
                    Tag.p(.class("help"), .id("code-help")) { Texts.signInCodeHelp(language) }
                }
                Button.submit(Texts.signIn, style: self.campusHref == nil ? "main" : "", language)
            }
        }
    }
}
