public import Model

/// An event on its way to a webhook: every attempt, with what was sent and what was answered.
public struct DeliveryPage: Page {
    /// The webhook.
    public var webhook: Record
    /// The delivery with its attempts in `log`, as the interface tells it.
    public var delivery: Record

    /// Makes the page.
    public init(webhook: Record, delivery: Record) {
        self.webhook = webhook
        self.delivery = delivery
    }

    /// The page of a delivery.
    public static func path(of delivery: String, in webhook: String) -> String {
        "\(WebhooksPage.path(of: webhook))/deliveries/\(QueryString.encode(delivery))"
    }

    private var number: String { "\(self.delivery[WebhookDelivery.id] ?? 0)" }
    private var path: String { Self.path(of: self.number, in: self.webhook.id?.description ?? "") }
    private var attempts: [JSON] { self.delivery.object["log"]?.arrayValue ?? [] }

    /// The event's type.
    public func title(in frame: PageFrame) -> String { self.delivery[WebhookDelivery.type] ?? self.number }

    /// The delivery.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame)
        let isPending = self.delivery[WebhookDelivery.state] == "pending"
        return .group([
            PageHead(
                trail: [
                    (label: Webhook.plural(language), href: WebhooksPage.path),
                    (
                        label: self.webhook[Webhook.name] ?? "",
                        href: WebhooksPage.path(of: self.webhook.id?.description ?? "")
                    ),
                ],
                title: self.title(in: frame),
                badge: presentation.badge(self.delivery[WebhookDelivery.state] ?? "", of: WebhookDelivery.lifecycle),
                lead: isPending ? .text(Texts.pendingHint(language)) : .empty,
                actions: [
                    isPending ? Button.link(Texts.lookAgain, href: self.path, style: "", language) : .empty,
                    Tag.form(.attribute("method", "post"), .action("\(self.path)/resend")) {
                        frame.csrfField
                        Button.submit(WebhookDelivery.resendLabel, style: isPending ? "" : "main", language)
                    },
                ]
            ).html(language),
            self.facts(presentation),
            self.attempts.isEmpty
                ? Tag.p(.class("muted")) { Texts.notTriedYet(language) }
                : .group(self.attempts.reversed().map { self.attempt($0, presentation) }),
        ])
    }

    private func facts(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        var facts = [
            (
                name: WebhookDelivery.event.spec.label(language),
                value: Tag.code { self.delivery[WebhookDelivery.event]?.description ?? "" }
            )
        ]
        if let position = self.delivery[WebhookDelivery.position] {
            let log = QueryString.address("/events", [(name: "before", value: "\(position)")])
            facts.append(
                (
                    name: WebhookDelivery.position.spec.label(language),
                    value: Tag.a(.href(log)) { "\(position)" }
                ))
        }
        facts +=
            FactList(
                of: self.delivery,
                [
                    SystemFields.createdAt.spec, WebhookDelivery.attempts.spec, WebhookDelivery.dueAt.spec,
                    WebhookDelivery.finishedAt.spec,
                ], presentation
            ).facts
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "facts")) {
            Tag.h2(.id("facts")) { Texts.facts(language) }
            FactList(facts).html
        }
    }

    private func attempt(_ attempt: JSON, _ presentation: Presentation) -> HTML {
        let language = presentation.language
        let number = attempt["number"]?.integerValue ?? 0
        let status = attempt["status"]?.integerValue
        let answer = DeliveryAnswer(status: status, failure: attempt["failure"]?.stringValue)
        let isGood = status.map { (200...299).contains($0) } ?? false
        let milliseconds = attempt["milliseconds"]?.integerValue ?? 0
        let address = attempt["address"]?.stringValue.map { " (\($0))" } ?? ""
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "attempt-\(number)")) {
            Tag.div(.class("panel-head")) {
                Tag.h2(.id("attempt-\(number)")) {
                    Texts.attempt(number)(language) + " "
                    Tag.span(.class("badge \(isGood ? "good" : "ended")")) { answer.html(presentation) }
                }
                Tag.span(.class("muted")) {
                    Moment(
                        text: attempt["at"]?.stringValue ?? "", utcOffsetSeconds: presentation.utcOffsetSeconds
                    ).html
                    " · \(milliseconds.grouped) ms"
                }
            }
            Tag.p(.class("target")) { Tag.code { "POST \(attempt["url"]?.stringValue ?? "")\(address)" } }
            Tag.div(.class("exchange")) {
                self.side(Texts.request, attempt["request"], language)
                self.side(Texts.response, attempt["response"], language)
            }
        }
    }

    private func side(_ label: Label, _ side: JSON?, _ language: DisplayLanguage) -> HTML {
        let headers = (side?["headers"]?.objectValue ?? JSONObject()).map { "\($0.key): \($0.value.plainText)" }
        let body = side?["body"]?.stringValue ?? ""
        return Tag.div(.class("exchange-side")) {
            Tag.h3 { label(language) }
            if headers.isEmpty && body.isEmpty {
                Tag.p(.class("muted")) { Texts.none(language) }
            } else {
                Tag.pre(.attribute("tabindex", "0"), .ariaLabel(label(language))) {
                    (headers + (body.isEmpty ? [] : ["", body])).joined(separator: "\n")
                }
            }
        }
    }
}
