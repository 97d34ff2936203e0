import Model

extension PageFrame {
    func document(of page: some Page) -> HTML {
        let language = self.language
        return Tag.html(.lang(language.tag)) {
            Tag.head {
                Tag.meta(.attribute("charset", "utf-8"))
                Tag.meta(.name("viewport"), .attribute("content", "width=device-width, initial-scale=1"))
                Tag.meta(.name("color-scheme"), .attribute("content", "light dark"))
                Tag.title { "\(page.title(in: self)) · \(Texts.product(language))" }
                Tag.link(.attribute("rel", "stylesheet"), .href(Asset.stylesheet.path))
                Tag.link(
                    .attribute("rel", "icon"), .href(Asset.logo.path), .type(Asset.logo.contentType))
            }
            Tag.body(page.layout == .alone ? .class("alone") : nil) {
                Tag.a(.class("skip"), .href("#main")) { Texts.skip(language) }
                self.header(alone: page.layout == .alone)
                if page.layout != .alone { self.side }
                Tag.main(.id("main"), .class(page.layout.className), .attribute("tabindex", "-1")) {
                    self.noticeBox
                    page.content(in: self)
                }
                Tag.footer(.class("foot")) {
                    Tag.p { Texts.motto(language) }
                    Tag.p { Texts.clock(utcOffsetSeconds: self.utcOffsetSeconds)(language) }
                }
            }
        }
    }

    private func header(alone: Bool) -> HTML {
        Tag.header(.class("top")) {
            Tag.a(.class("brand"), .href("/")) {
                Tag.img(
                    .src(Asset.logo.path), .attribute("alt", ""), .attribute("width", "30"),
                    .attribute("height", "30"))
                Tag.span(.class("brand-name")) {
                    Tag.span(.lang("zh-CN")) { "驿站" }
                    Tag.span(.class("brand-latin"), .lang("en")) { "Yizhan" }
                }
            }
            if !alone, !self.navigation.isEmpty {
                Tag.a(.class("menu-open button quiet"), .href("#navigation")) {
                    Icon.menu
                    Texts.menu(self.language)
                }
            }
            Tag.div(.class("top-end")) {
                self.languageSwitch
                self.account
            }
        }
    }

    private var languageSwitch: HTML {
        let other = self.language.other
        return Tag.a(
            .class("language"), .href(self.address(in: other)), .lang(other.tag),
            .attribute("hreflang", other.tag), .attribute("rel", "alternate"),
        ) {
            other == .zh ? "中文" : "English"
        }
    }

    private var account: HTML {
        guard let user = self.user else { return .empty }
        return .group([
            Tag.span(.class("user")) {
                Icon.person
                Tag.bdi { user }
            },
            Tag.form(.class("sign-out"), .attribute("method", "post"), .action("/sign-out")) {
                self.csrfField
                Tag.button(.class("button quiet"), .type("submit")) { Texts.signOut(self.language) }
            },
        ])
    }

    private var side: HTML {
        guard !self.navigation.isEmpty else { return .empty }
        return Tag.nav(.id("navigation"), .class("side"), .ariaLabel(Texts.navigation(self.language))) {
            Tag.a(.class("menu-close button quiet"), .href("#main")) {
                Icon.close
                Texts.closeMenu(self.language)
            }
            for group in self.navigation {
                Tag.div(.class("side-group")) {
                    Tag.p(.class("side-label")) { group.label(self.language) }
                    Tag.ul {
                        for item in group.items {
                            Tag.li {
                                Tag.a(.href(item.href), .ariaCurrent(item.isCurrent)) { item.label(self.language) }
                            }
                        }
                    }
                }
            }
        }
    }

    private var noticeBox: HTML {
        guard let notice = self.notice else { return .empty }
        return Tag.div(
            .class("notice \(notice.tone.rawValue)"), .role(notice.tone == .error ? "alert" : "status"),
        ) {
            Tag.p { notice.text(self.language) }
        }
    }

    /// The hidden control by which a form proves that it came from one of our pages.
    var csrfField: HTML {
        guard let token = self.csrfToken else { return .empty }
        return Tag.input(.type("hidden"), .name("_csrf"), .value(token))
    }
}

extension PageLayout {
    fileprivate var className: String {
        switch self {
        case .wide: "wide"
        case .narrow: "narrow"
        case .alone: "centred"
        }
    }
}
