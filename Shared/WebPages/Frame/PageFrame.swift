public import Model

/// What surrounds every page: the language, who is signed in, the navigation, and a notice to show once.
public struct PageFrame: Sendable {
    /// The language in which the product speaks on this page.
    public var language: DisplayLanguage
    /// The path of the page, without its query.
    public var path: String
    /// The query of the page, in order.
    public var query: [(name: String, value: String)]
    /// Who is signed in, by the name that people know; nil for nobody.
    public var user: String?
    /// The token that every form sends back as `_csrf`; nil on pages without forms that change anything.
    public var csrfToken: String?
    /// The services and their lists.
    public var navigation: [NavigationGroup]
    /// Something to tell once, such as that a record was saved.
    public var notice: Notice?
    /// How far ahead of UTC times are shown, in seconds; China by default.
    public var utcOffsetSeconds: Int

    /// Describes the surroundings of a page.
    public init(
        language: DisplayLanguage,
        path: String,
        query: [(name: String, value: String)] = [],
        user: String? = nil,
        csrfToken: String? = nil,
        navigation: [NavigationGroup] = [],
        notice: Notice? = nil,
        utcOffsetSeconds: Int = ChinaStandardTime.utcOffsetSeconds,
    ) {
        self.language = language
        self.path = path
        self.query = query
        self.user = user
        self.csrfToken = csrfToken
        self.navigation = navigation
        self.notice = notice
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// The header `Content-Security-Policy` for all pages: nothing runs, nothing is loaded from elsewhere, no other
    /// site can put a page into a frame or take its forms.
    public static let contentSecurityPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """

    /// The header `Content-Type` of all pages.
    public static let contentType = "text/html; charset=utf-8"

    /// The address of this page in another language.
    public func address(in language: DisplayLanguage) -> String {
        let rest = self.query.filter { $0.name != "lang" }
        return QueryString.address(self.path, rest + [(name: "lang", value: language.rawValue)])
    }
}

/// A part of the navigation: a service and its lists.
public struct NavigationGroup: Sendable {
    /// The heading.
    public var label: Label
    /// The links.
    public var items: [NavigationItem]

    /// Groups links under a heading.
    public init(_ label: Label, _ items: [NavigationItem]) {
        self.label = label
        self.items = items
    }
}

/// A link of the navigation.
public struct NavigationItem: Sendable {
    /// The text.
    public var label: Label
    /// The address.
    public var href: String
    /// Whether the page is the one linked to, or below it.
    public var isCurrent: Bool

    /// Makes a link.
    public init(_ label: Label, href: String, isCurrent: Bool = false) {
        self.label = label
        self.href = href
        self.isCurrent = isCurrent
    }
}

/// Something to tell once at the top of a page.
public struct Notice: Sendable {
    /// What kind of news it is.
    public enum Tone: String, Sendable {
        /// Something was done.
        case success
        /// Something was done but deserves attention.
        case warning
        /// Something was not done.
        case error
    }

    /// The kind.
    public var tone: Tone
    /// The news.
    public var text: Label

    /// Makes a notice.
    public init(_ tone: Tone, _ text: Label) {
        self.tone = tone
        self.text = text
    }
}
