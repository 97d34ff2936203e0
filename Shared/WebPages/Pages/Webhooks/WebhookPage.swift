public import Model

/// A webhook: how it goes, what it is sent, and what can be done about it.
public struct WebhookPage: Page {
    /// What was asked for and refused.
    public enum Act: Sendable {
        /// To send events once more.
        case recover
        /// To replace the secret.
        case rotate
    }

    /// The webhook.
    public var webhook: Record
    /// The names of units by their codes.
    public var titles: Titles
    /// How it went lately.
    public var outcomes: WebhookOutcomes
    /// Deliveries, newest first.
    public var deliveries: [Record]
    /// The state of deliveries that alone is shown; nil for all.
    public var state: String?
    /// Older deliveries; nil when there are none.
    public var nextHref: String?
    /// The newest deliveries; nil when these are they.
    public var firstHref: String?
    /// A key that lets the server recognise the same form sent twice.
    public var key: String
    /// Whether the reader may look into the audit trail.
    public var canReadTrail: Bool
    /// What was typed into a form that was refused, and why.
    public var refused: (act: Act, values: FormValues, issues: [Issue])?

    /// Makes the page.
    public init(
        webhook: Record, titles: Titles = [:], outcomes: WebhookOutcomes = WebhookOutcomes(),
        deliveries: [Record] = [], state: String? = nil, nextHref: String? = nil, firstHref: String? = nil,
        key: String, canReadTrail: Bool = false, refused: (act: Act, values: FormValues, issues: [Issue])? = nil,
    ) {
        self.webhook = webhook
        self.titles = titles
        self.outcomes = outcomes
        self.deliveries = deliveries
        self.state = state
        self.nextHref = nextHref
        self.firstHref = firstHref
        self.key = key
        self.canReadTrail = canReadTrail
        self.refused = refused
    }

    var id: String { self.webhook.id?.description ?? "" }
    var path: String { WebhooksPage.path(of: self.id) }

    /// What it is for.
    public func title(in frame: PageFrame) -> String { self.webhook[Webhook.name] ?? self.id }

    /// The webhook.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        let unit = self.webhook[Webhook.unit] ?? ""
        return .group([
            PageHead(
                trail: [(label: Webhook.plural(language), href: WebhooksPage.path)], title: self.title(in: frame),
                badge: presentation.badge(self.webhook[Webhook.state] ?? "", of: Webhook.lifecycle),
                lead: Tag.span(.class("lead-facts")) {
                    Tag.span { Webhook.label(language) }
                    Tag.bdi { self.titles[unit] ?? unit }
                },
                actions: [Button.link(Texts.edit, href: "\(self.path)/edit", icon: Icon.edit, style: "", language)]
            ).html(language),
            self.trouble(presentation),
            Tag.div(.class("detail")) {
                Tag.div(.class("detail-main")) {
                    self.course(presentation)
                    self.log(frame, presentation)
                    self.facts(presentation)
                    self.rows(presentation)
                }
                Tag.aside(.class("detail-side")) {
                    self.steps(frame)
                    self.filing(presentation)
                }
            },
        ])
    }

    // MARK: How it goes

    private func trouble(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        var lines: [String] = []
        if let reason = self.webhook.object[Webhook.reason.name] {
            lines.append(Texts.disabledBecause(presentation.text(reason, as: Webhook.reason.spec))(language))
        }
        if let since = self.webhook.object[Webhook.failingSince.name] {
            lines.append(Texts.failingSince(presentation.text(since, as: Webhook.failingSince.spec))(language))
        }
        guard !lines.isEmpty else { return .empty }
        return Tag.section(.class("notice warning"), .ariaLabel(Texts.warnings(language))) {
            Icon.warning
            Tag.ul { for line in lines { Tag.li { line } } }
        }
    }

    private func course(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        var facts = [(name: Texts.lately(language), value: OutcomeStrip(outcomes: self.outcomes).html(language))]
        if let last = self.outcomes.last {
            let answer = DeliveryAnswer(status: last.status, failure: last.failure).html(presentation)
            facts.append(
                (
                    name: Texts.lastAttempt(language),
                    value: .group([
                        Moment(text: last.at, utcOffsetSeconds: presentation.utcOffsetSeconds).html, " ", answer,
                    ])
                ))
        }
        facts.append((name: Texts.waiting(language), value: .text(self.outcomes.waitingText(language))))
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "course")) {
            Tag.h2(.id("course")) { Texts.course(language) }
            FactList(facts).html
        }
    }

    private func log(_ frame: PageFrame, _ presentation: Presentation) -> HTML {
        let language = frame.language
        return .group([
            Tag.section(.class("panel flush"), .id("deliveries"), .ariaLabel(Texts.deliveries(language))) {
                Tag.div(.class("panel-head")) {
                    Tag.h2 { Texts.deliveries(language) }
                    StateTabs(
                        WebhookDelivery.lifecycle.states, current: self.state, path: self.path, fragment: "#deliveries"
                    ).html(language)
                }
                if self.deliveries.isEmpty {
                    Tag.p(.class("muted none")) {
                        (self.state == nil ? Texts.noDeliveries : Texts.noMatch)(language)
                    }
                } else {
                    self.table(frame, presentation)
                }
            },
            self.firstHref == nil && self.nextHref == nil
                ? .empty
                : Pager(
                    firstHref: self.firstHref, first: Texts.newestEntries, nextHref: self.nextHref,
                    next: Texts.olderEntries
                ).html(language),
        ])
    }

    private func table(_ frame: PageFrame, _ presentation: Presentation) -> HTML {
        let language = frame.language
        let columns = [
            DataTable.Column(WebhookDelivery.type.spec.label(language)),
            DataTable.Column(WebhookDelivery.state.spec.label(language)), DataTable.Column(Texts.time(language)),
            DataTable.Column(WebhookDelivery.attempts.spec.label(language), isNumber: true),
            DataTable.Column(WebhookDelivery.status.spec.label(language)),
            DataTable.Column(WebhookDelivery.dueAt.spec.label(language)), DataTable.Column(Texts.actions(language)),
        ]
        let rows = self.deliveries.map { delivery -> [HTML] in
            let number = "\(delivery[WebhookDelivery.id] ?? 0)"
            let page = DeliveryPage.path(of: number, in: self.id)
            return [
                .group([
                    Tag.a(.class("row-link"), .href(page)) { delivery[WebhookDelivery.type] ?? "" },
                    Tag.span(.class("row-code")) {
                        delivery[WebhookDelivery.position].map { "#\($0)" } ?? Texts.testEvent(language)
                    },
                ]),
                presentation.badge(delivery[WebhookDelivery.state] ?? "", of: WebhookDelivery.lifecycle),
                Moment(
                    text: delivery[SystemFields.createdAt] ?? "", utcOffsetSeconds: presentation.utcOffsetSeconds
                ).html,
                .text((delivery[WebhookDelivery.attempts] ?? 0).grouped),
                DeliveryAnswer(delivery).html(presentation),
                delivery.object[WebhookDelivery.dueAt.name].map {
                    presentation.cell($0, as: WebhookDelivery.dueAt.spec)
                } ?? .empty,
                Tag.div(.class("cell-actions")) {
                    Button.small(
                        WebhookDelivery.resendLabel, of: "\(delivery[WebhookDelivery.type] ?? "") \(number)",
                        action: "\(page)/resend", frame)
                },
            ]
        }
        return DataTable(caption: Texts.deliveries(language), columns: columns, rows: rows, hasRowHeads: true).html
    }

    // MARK: What it is

    private func facts(_ presentation: Presentation) -> HTML {
        let fields = [
            Webhook.payload.spec, Webhook.signature.spec, Webhook.rate.spec, Webhook.concurrency.spec,
        ]
        var facts = [
            (
                name: Webhook.url.spec.label(presentation.language),
                value: Tag.code { self.webhook[Webhook.url] ?? "" }
            )
        ]
        facts += FactList(of: self.webhook, fields, presentation).facts
        if let key = self.webhook[Webhook.publicKey] {
            facts.append((name: Webhook.publicKey.spec.label(presentation.language), value: Tag.code { key }))
        }
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "facts")) {
            Tag.h2(.id("facts")) { Texts.facts(presentation.language) }
            FactList(facts).html
        }
    }

    /// Filters and headers; of headers only the names are known.
    private func rows(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        let filters = self.webhook.object[Webhook.filters.name]
        let headers = self.webhook[Webhook.headers] ?? []
        return .group([
            Tag.section(.class("panel flush"), .attribute("aria-labelledby", "filters")) {
                Tag.div(.class("panel-head")) { Tag.h2(.id("filters")) { Webhook.filters.spec.label(language) } }
                if let filters {
                    presentation.full(filters, as: Webhook.filters.spec)
                } else {
                    Tag.p(.class("muted none")) { Texts.allEventsOfUnit(language) }
                }
            },
            headers.isEmpty
                ? .empty
                : Tag.section(.class("panel"), .attribute("aria-labelledby", "headers")) {
                    Tag.h2(.id("headers")) { Webhook.headers.spec.label(language) }
                    Tag.ul(.class("tags")) {
                        for header in headers { Tag.li { Tag.code { header[Webhook.headerName] ?? "" } } }
                    }
                    Tag.p(.class("help")) { Texts.valuesNotShown(language) }
                },
        ])
    }

    private func filing(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        func moment(_ at: Field<String>, _ by: Field<String>) -> HTML {
            .group([
                Moment(text: self.webhook[at] ?? "", utcOffsetSeconds: presentation.utcOffsetSeconds).html,
                Tag.span(.class("person")) { Tag.bdi { self.webhook[by] ?? "" } },
            ])
        }
        return Tag.section(.class("panel quiet"), .attribute("aria-labelledby", "filing")) {
            Tag.h2(.id("filing")) { Texts.record(language) }
            Tag.dl(.class("filing")) {
                Tag.dt { Texts.version(language) }
                Tag.dd { "\(self.webhook.version ?? 0)" }
                Tag.dt { Texts.created(language) }
                Tag.dd { moment(SystemFields.createdAt, SystemFields.createdBy) }
                Tag.dt { Texts.lastChanged(language) }
                Tag.dd { moment(SystemFields.updatedAt, SystemFields.updatedBy) }
            }
            if self.canReadTrail {
                Tag.p(.class("formats")) {
                    Tag.a(.href(QueryString.address(AuditPage.path, [(name: "subject", value: self.id)]))) {
                        Texts.trail(language)
                    }
                }
            }
            Tag.p(.class("formats")) {
                Tag.a(.href("/events/v1/webhooks/\(QueryString.encode(self.id))")) { Texts.machineReadable(language) }
            }
        }
    }
}

extension WebhookDelivery {
    /// What the button says that sends one once more.
    static var resendLabel: Label { Self.lifecycle.transition("resend")?.label ?? Texts.none }
}
