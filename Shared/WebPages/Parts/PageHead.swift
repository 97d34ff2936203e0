import Model

/// The head of a page: where it is, what it is called, what can be done.
struct PageHead {
    var trail: [(label: String, href: String)] = []
    let title: String
    var badge: HTML = .empty
    var lead: HTML = .empty
    var actions: [HTML] = []

    func html(_ language: DisplayLanguage) -> HTML {
        Tag.header(.class("page-head")) {
            if !self.trail.isEmpty {
                Tag.nav(.class("trail"), .ariaLabel(Texts.breadcrumb(language))) {
                    Tag.ol {
                        for step in self.trail {
                            Tag.li { Tag.a(.href(step.href)) { step.label } }
                        }
                    }
                }
            }
            Tag.div(.class("page-title")) {
                Tag.div {
                    Tag.h1 {
                        Tag.bdi { self.title }
                        if !self.badge.isEmpty { .group([" ", self.badge]) }
                    }
                    if !self.lead.isEmpty { Tag.div(.class("lead")) { self.lead } }
                }
                if !self.actions.isEmpty { Tag.div(.class("page-actions")) { .group(self.actions) } }
            }
        }
    }
}
