public import Model

/// The first page: the services with their figures, and what happened last.
public struct HomePage: Page {
    /// A service on the first page.
    public struct ServiceCard: Sendable {
        /// A figure: a list and how much is in it.
        public struct Figure: Sendable {
            /// What is counted.
            public var label: Label
            /// How many; nil when it is not known.
            public var count: Int?
            /// The list.
            public var href: String

            /// Makes a figure.
            public init(_ label: Label, count: Int?, href: String) {
                self.label = label
                self.count = count
                self.href = href
            }
        }

        /// The service's name.
        public var label: Label
        /// What it is for, in a sentence.
        public var summary: Label
        /// Its first page.
        public var href: String
        /// Its lists.
        public var figures: [Figure]

        /// Makes a card.
        public init(_ label: Label, summary: Label, href: String, figures: [Figure]) {
            self.label = label
            self.summary = summary
            self.href = href
            self.figures = figures
        }
    }

    /// The services.
    public var services: [ServiceCard]
    /// The last events, newest first.
    public var events: [EventLine]
    /// The page with all events; nil when there is none.
    public var eventsHref: String?

    /// Makes the page.
    public init(services: [ServiceCard], events: [EventLine], eventsHref: String? = nil) {
        self.services = services
        self.events = events
        self.eventsHref = eventsHref
    }

    /// `Overview`.
    public func title(in frame: PageFrame) -> String { Texts.overview(frame.language) }

    /// The cards and the events.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.overviewLead(language))).html(language),
            Tag.section(.class("cards"), .ariaLabel(Texts.services(language))) {
                for service in self.services { self.card(service, language) }
            },
            Tag.section(.class("panel flush"), .attribute("aria-labelledby", "recent-events")) {
                Tag.div(.class("panel-head")) {
                    Tag.h2(.id("recent-events")) { Texts.recentEvents(language) }
                    if let href = self.eventsHref { Tag.a(.href(href)) { Texts.allEvents(language) } }
                }
                if self.events.isEmpty {
                    EmptyState(title: Texts.noEvents, hint: Texts.noEventsHint).html(language)
                } else {
                    self.timeline(frame)
                }
            },
        ])
    }

    private func card(_ service: ServiceCard, _ language: DisplayLanguage) -> HTML {
        Tag.article(.class("card")) {
            Tag.h2 { Tag.a(.href(service.href)) { service.label(language) } }
            Tag.p(.class("muted")) { service.summary(language) }
            Tag.ul(.class("figures")) {
                for figure in service.figures {
                    Tag.li {
                        Tag.a(.href(figure.href)) {
                            Tag.span(.class("figure-label")) { figure.label(language) }
                            Tag.span(.class("figure")) { figure.count.map(\.grouped) ?? "\u{2013}" }
                        }
                    }
                }
            }
        }
    }

    private func timeline(_ frame: PageFrame) -> HTML {
        Tag.ul(.class("events")) {
            for event in self.events {
                Tag.li {
                    Moment(text: event.time, utcOffsetSeconds: frame.utcOffsetSeconds).html
                    Tag.span(.class("event-subject")) { event.subjectLink(frame.language) }
                    Tag.span(.class("event-type")) { event.typeName(frame.language) }
                }
            }
        }
    }
}
