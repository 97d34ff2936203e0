public import Model

/// A subscription: where it stands, who works on it, what it could not handle, and what can be done.
public struct SubscriptionPage: Page {
    /// The subscription.
    public var subscription: SubscriptionStanding
    /// The names of units by their codes.
    public var titles: Titles
    /// Dead letters, by position, as the interface tells them.
    public var letters: [JSON]
    /// What was done to it lately, the latest first, as the interface tells it.
    public var operations: [JSON]
    /// Later dead letters; nil when there are none.
    public var nextHref: String?
    /// The first dead letters; nil when these are they.
    public var firstHref: String?
    /// Whether the page is asked for again by itself.
    public var isLive: Bool
    /// What was typed into the form for moving, and why it was refused.
    public var refused: (place: String, issues: [Issue])?

    /// Makes the page.
    public init(
        subscription: SubscriptionStanding, titles: Titles = [:], letters: [JSON] = [], operations: [JSON] = [],
        nextHref: String? = nil, firstHref: String? = nil, isLive: Bool = false,
        refused: (place: String, issues: [Issue])? = nil,
    ) {
        self.subscription = subscription
        self.titles = titles
        self.letters = letters
        self.operations = operations
        self.nextHref = nextHref
        self.firstHref = firstHref
        self.isLive = isLive
        self.refused = refused
    }

    var path: String { SubscriptionsPage.path(of: self.subscription.name) }

    /// Its name.
    public func title(in frame: PageFrame) -> String { self.subscription.name }

    /// The subscription.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let unit = self.subscription.unit ?? ""
        return .group([
            PageHead(
                trail: [(label: Texts.subscriptions(language), href: SubscriptionsPage.path)],
                title: self.title(in: frame), badge: self.subscription.badge(language),
                lead: Tag.span(.class("lead-facts")) {
                    Tag.span { Texts.subscription(language) }
                    Tag.bdi {
                        self.subscription.unit == nil ? Texts.ofService(language) : self.titles[unit] ?? unit
                    }
                },
                actions: [LiveSwitch(path: self.path, isOn: self.isLive).html(language)]
            ).html(language),
            self.subscription.state == "suspended"
                ? Tag.section(.class("notice warning"), .ariaLabel(Texts.warnings(language))) {
                    Icon.warning
                    Tag.p { Texts.suspendedHint(language) }
                } : .empty,
            Tag.div(.class("detail")) {
                Tag.div(.class("detail-main")) {
                    self.standing(language)
                    self.deadLetters(frame)
                    self.slots(frame)
                    self.done(frame)
                }
                Tag.aside(.class("detail-side")) {
                    self.steps(frame)
                    self.wishes(language)
                }
            },
        ])
    }

    private func standing(_ language: DisplayLanguage) -> HTML {
        let standing = self.subscription
        var facts: [(name: String, value: HTML)] = [
            (name: Texts.position(language), value: .text(standing.position.grouped)),
            (name: Texts.headOfLog(language), value: .text(standing.head.grouped)),
            (name: Texts.lag(language), value: .text(standing.lagText(language))),
        ]
        if let pace = standing.paceText(language) { facts.append((name: Texts.pace(language), value: .text(pace))) }
        if standing.replaying > 0 {
            facts.append((name: Texts.toBeReplayed(language), value: .text(standing.replaying.grouped)))
        }
        if standing.retrying > 0 {
            facts.append((name: Texts.retrying(language), value: .text(standing.retrying.grouped)))
        }
        if standing.waiting > 0 {
            facts.append((name: Texts.waitingBehind(language), value: .text(standing.waiting.grouped)))
        }
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "standing")) {
            Tag.h2(.id("standing")) { Texts.course(language) }
            FactList(facts).html
        }
    }

    private func slots(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let columns = [
            DataTable.Column(Texts.slot(language)), DataTable.Column(Texts.position(language), isNumber: true),
            DataTable.Column(Texts.heldBy(language)), DataTable.Column(Texts.leaseUntil(language)),
        ]
        let rows = self.subscription.slots.map { slot -> [HTML] in
            let end = slot.end.map { " → \($0.grouped)" } ?? ""
            return [
                .group([
                    .text("#\(slot.number)"),
                    slot.isReplay ? Tag.span(.class("row-code")) { Texts.replay(language) } : .empty,
                ]),
                .text(slot.position.grouped + end),
                slot.holder.map { holder in Tag.bdi { holder } }
                    ?? Tag.span(.class("muted")) { Texts.heldByNobody(language) },
                slot.until.map { Moment(text: $0, utcOffsetSeconds: frame.utcOffsetSeconds).html } ?? .empty,
            ]
        }
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "slots")) {
            Tag.div(.class("panel-head")) { Tag.h2(.id("slots")) { Texts.slots(language) } }
            DataTable(caption: Texts.slots(language), columns: columns, rows: rows, hasRowHeads: true).html
        }
    }

    private func done(_ frame: PageFrame) -> HTML {
        guard !self.operations.isEmpty else { return .empty }
        let language = frame.language
        let columns = [
            DataTable.Column(Texts.operation(language)), DataTable.Column(Texts.doneAt(language)),
            DataTable.Column(Texts.doneBy(language)),
        ]
        let rows = self.operations.map { operation -> [HTML] in
            let name = operation["operation"]?.stringValue ?? ""
            return [
                .group([
                    .text(Texts.operations[name]?(language) ?? name),
                    operation["detail"].map { detail in Tag.span(.class("row-code")) { Tag.bdi { detail.description } }
                    }
                        ?? .empty,
                ]),
                Moment(text: operation["at"]?.stringValue ?? "", utcOffsetSeconds: frame.utcOffsetSeconds).html,
                Tag.bdi { operation["actor"]?.stringValue ?? "" },
            ]
        }
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "operations")) {
            Tag.div(.class("panel-head")) { Tag.h2(.id("operations")) { Texts.done(language) } }
            DataTable(caption: Texts.done(language), columns: columns, rows: rows, hasRowHeads: true).html
        }
    }

    private func wishes(_ language: DisplayLanguage) -> HTML {
        let standing = self.subscription
        func list(_ texts: [String]) -> HTML {
            texts.isEmpty
                ? .text(Texts.all(language))
                : Tag.ul(.class("types")) { for text in texts { Tag.li { Tag.code { text } } } }
        }
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "wishes")) {
            Tag.h2(.id("wishes")) { Texts.wanted(language) }
            FactList([
                (name: Texts.types(language), value: list(standing.types)),
                (name: Texts.sources(language), value: list(standing.sources)),
                (name: Texts.subjects(language), value: list(standing.subjects)),
                (name: Texts.data(language), value: list(standing.conditions)),
                (name: Texts.attempts(language), value: .text("\(standing.attempts)")),
                (
                    name: Texts.afterFailure(language),
                    value: .text((standing.keepsOrder ? Texts.keyWaits : Texts.othersGoOn)(language))
                ),
            ]).html
        }
    }
}
