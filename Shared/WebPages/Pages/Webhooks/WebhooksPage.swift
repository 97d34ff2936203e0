public import Model

/// Where events are sent, and how it goes.
public struct WebhooksPage: Page {
    /// A webhook in the list.
    public struct Row: Sendable {
        /// The webhook.
        public var webhook: Record
        /// How it went lately.
        public var outcomes: WebhookOutcomes

        /// Makes a row.
        public init(_ webhook: Record, _ outcomes: WebhookOutcomes) {
            self.webhook = webhook
            self.outcomes = outcomes
        }
    }

    /// Where the page is.
    public static let path = "/events/webhooks"

    /// The webhooks of this page.
    public var rows: [Row]
    /// The names of units by their codes.
    public var titles: Titles
    /// The state that alone is shown; nil for all.
    public var state: String?
    /// The next page; nil when this is the last.
    public var nextHref: String?
    /// The first page; nil when this is it.
    public var firstHref: String?

    /// Makes the page.
    public init(
        rows: [Row], titles: Titles = [:], state: String? = nil, nextHref: String? = nil,
        firstHref: String? = nil,
    ) {
        self.rows = rows
        self.titles = titles
        self.state = state
        self.nextHref = nextHref
        self.firstHref = firstHref
    }

    /// The page of a webhook.
    public static func path(of id: String) -> String { "\(Self.path)/\(QueryString.encode(id))" }

    /// `Webhooks`.
    public func title(in frame: PageFrame) -> String { Webhook.plural(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let new = Button.link(Texts.newWebhook, href: "\(Self.path)/new", icon: Icon.plus, style: "main", language)
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.webhooksLead(language)), actions: [new])
                .html(language),
            StateTabs(Webhook.lifecycle.states, current: self.state, path: Self.path).html(language),
            Tag.div(.class("panel flush list")) {
                self.rows.isEmpty ? self.empty(language, new) : self.table(frame)
            },
            Pager(
                firstHref: self.firstHref, first: Texts.firstPage, nextHref: self.nextHref, next: Texts.nextPage
            ).html(language),
        ])
    }

    private func empty(_ language: DisplayLanguage, _ new: HTML) -> HTML {
        self.state == nil
            ? EmptyState(title: Texts.noWebhooks, hint: Texts.noWebhooksHint, actions: [new]).html(language)
            : EmptyState(title: Texts.noMatch, hint: Texts.noMatchHint).html(language)
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        let columns = [
            DataTable.Column(Webhook.name.spec.label(language)), DataTable.Column(Webhook.state.spec.label(language)),
            DataTable.Column(Webhook.unit.spec.label(language)), DataTable.Column(Texts.lastAttempt(language)),
            DataTable.Column(Texts.lately(language)), DataTable.Column(Texts.waiting(language), isNumber: true),
        ]
        let rows = self.rows.map { row -> [HTML] in
            let unit = row.webhook[Webhook.unit] ?? ""
            return [
                self.name(of: row.webhook), self.state(of: row.webhook, presentation),
                Tag.bdi { self.titles[unit] ?? unit },
                self.last(row.outcomes.last, presentation), OutcomeStrip(outcomes: row.outcomes).html(language),
                row.outcomes.waiting == 0 ? .empty : .text(row.outcomes.waitingText(language)),
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }

    private func name(of webhook: Record) -> HTML {
        .group([
            Tag.a(.class("row-link"), .href(Self.path(of: webhook.id?.description ?? ""))) {
                Tag.bdi { webhook[Webhook.name] ?? "" }
            },
            Tag.span(.class("row-code")) { (webhook[Webhook.url] ?? "").shortened(to: 60) },
        ])
    }

    private func state(of webhook: Record, _ presentation: Presentation) -> HTML {
        let notes = [Webhook.reason.spec, Webhook.failingSince.spec].compactMap { field in
            webhook.object[field.name].map { value in
                Tag.span(.class("trouble")) {
                    if field.name == Webhook.failingSince.name {
                        .group([.text(field.label(presentation.language)), " "])
                    }
                    presentation.cell(value, as: field)
                }
            }
        }
        return .group([presentation.badge(webhook[Webhook.state] ?? "", of: Webhook.lifecycle), .group(notes)])
    }

    private func last(_ attempt: WebhookOutcomes.Attempt?, _ presentation: Presentation) -> HTML {
        guard let attempt else { return .empty }
        return .group([
            Moment(text: attempt.at, utcOffsetSeconds: presentation.utcOffsetSeconds).html,
            Tag.span(.class("person muted")) {
                DeliveryAnswer(status: attempt.status, failure: attempt.failure).html(presentation)
            },
        ])
    }
}
