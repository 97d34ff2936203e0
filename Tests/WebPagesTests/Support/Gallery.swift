import Model
import WebPages

/// One of each page, full of the record that is given.
enum Gallery {
    static func pages(_ record: Record = Sample.record, text: String = "Text") -> [any Page] {
        let resource = Sample.agreement
        let label = Label(zh: text, en: text)
        let event = EventLine(
            position: 7, time: "2026-11-21T02:45:42Z", type: text, source: text, subject: text, subjectTitle: text,
            href: "/x?\(QueryString.encode(text))", actor: text, unit: text)
        let issues = [
            Model.Issue("/title", .required, label), Model.Issue("/parties/0/institution", .format, label),
            Model.Issue("/conditions/0", .type, label), Model.Issue("/parties", .business, label),
            Model.Issue("", .business, label),
            Model.Issue("/budget/minor", .type, label), Model.Issue("/term/to", .period, label),
            Model.Issue("/\(text)", .unknownField, label),
        ]
        let choices: [String: [FormChoice]] = [
            "parties.institution": [FormChoice(Sample.partner, text)],
            "partner": (0..<50).map { FormChoice("id\($0)", "\(text) \($0)") },
        ]
        let titles: Titles = [Sample.partner: text, Sample.id: text]
        let filters = [
            (name: "q", value: text), (name: "kind", value: text), (name: "signedOn.from", value: text),
            (name: text, value: text),
        ]
        return [
            HomePage(
                services: [
                    HomePage.ServiceCard(
                        label, summary: label, href: "/partners", figures: [.init(label, count: 3, href: "/partners")])
                ],
                events: [event], eventsHref: "/events"),
            ListPage(
                resource: resource, records: [record], titles: titles, filters: filters, sort: "-signedOn", total: 1,
                nextHref: "/n", firstHref: "/f", canCreate: true, exportHrefs: [(label, "/e")], choices: choices,
                canImport: true),
            ListPage(resource: resource, records: [], canCreate: true),
            DetailPage(
                resource: resource, record: record, titles: titles, transitions: resource.lifecycle.transitions,
                blocked: [(resource.lifecycle.transitions[1], label)], canEdit: true,
                related: [
                    .init(label, href: "/r", resource: resource, records: [record], total: 4, newHref: "/n"),
                    .init(label, href: "/r", resource: resource, records: [], newHref: "/n"),
                ],
                warnings: [label], choices: choices),
            FormPage(
                resource: resource, values: FormValues(record, of: resource), issues: issues, mode: .create,
                choices: choices, idempotencyKey: text),
            FormPage(
                resource: resource, values: FormValues(record, of: resource), mode: .edit(id: Sample.id, version: 3),
                choices: choices, recordTitle: text, cautions: [label]),
            HistoryPage(
                resource: resource, record: record,
                entries: [
                    .init(
                        version: 1, at: "2026-11-21T02:45:42Z", by: text, action: label, event: text,
                        changes: HistoryPage.Change.between(
                            nil, record, of: resource, Presentation(.zh, titles: titles)))
                ]),
            EventsPage(events: [event], filters: filters, sources: [text], nextHref: "/n", firstHref: "/f"),
            SignInPage(message: label, isRefused: true, campusHref: "/campus", next: text),
            MessagePage(status: 412, heading: label, detail: label, issues: issues),
            MessagePage(status: 404),
            ImportPage(
                resource: resource, columns: [.init(name: text, label: label, form: label, isRequired: true)],
                templateHref: "/t", fileName: text,
                report: .init(
                    wasDryRun: true, created: 1, updated: 2, unchanged: 3, refused: 1,
                    rows: [.init(line: 2, outcome: .refused, title: text, href: "/x", issues: issues)], hidden: 7),
                checked: text),
            ImportPage(resource: resource, fileName: text, issues: issues),
        ] + self.administration(text) + self.webhooks(text) + self.subscriptions(text) + self.scheduled(text)
            + self.databaseRoles(text)
    }

    /// The page of logins of the database.
    private static func databaseRoles(_ text: String) -> [any Page] {
        let role = Record(
            Sample.object([
                "name": .string(text), "role": .string(text), "database": .string(text), "unit": .string(text),
                "types": [["type": .string(text)]], "publishes": true, "source": .string(text), "hasSchema": true,
                "state": "revoked", "createdAt": "2026-11-20T23:30:00Z", "createdBy": .string(text),
                "revokedAt": "2026-11-21T23:30:00Z",
            ]))
        return [DatabaseRolesPage(roles: [role], titles: [text: text]), DatabaseRolesPage(roles: [])]
    }

    /// The pages of events that are published later.
    private static func scheduled(_ text: String) -> [any Page] {
        let label = Label(zh: text, en: text)
        let event = Record(
            Sample.object([
                "id": .string(Sample.id), "due": "2026-11-21T02:45:42Z", "scheduledAt": "2026-11-20T23:30:00Z",
                "event": [
                    "id": .string(Sample.id), "source": .string(text), "type": .string(text), "subject": .string(text),
                    "unit": .string(text), "actor": .string(text), "data": [.string(text)],
                ],
            ]))
        let fields = NewScheduledEvent.fields.fields
        return [
            ScheduledEventsPage(events: [event], nextHref: "/n", firstHref: "/f"), ScheduledEventsPage(events: []),
            ScheduledEventPage(event: event),
            FieldsPage(
                heading: label, trail: [(label: label, href: "/events/scheduled")], fields: fields,
                values: FormValues(fields.map { ($0.name, text) }, fields: fields),
                issues: fields.map { Model.Issue("/\($0.name)", .format, label) },
                choices: ["source": [FormChoice(text, text)]], submit: label, action: "/events/scheduled"),
        ]
    }

    /// The pages of webhooks, where everything that somebody else may have written is the text that is given.
    private static func webhooks(_ text: String) -> [any Page] {
        let label = Label(zh: text, en: text)
        let webhook = Record(
            Sample.object([
                "id": .string(Sample.id), "name": .string(text), "unit": .string(text), "url": .string(text),
                "filters": [["type": .string(text), "unit": .string(text)]], "payload": "full",
                "headers": [["name": .string(text)]], "signature": "ed25519", "rate": 600, "concurrency": 4,
                "state": "disabled", "reason": "failing", "failingSince": "2026-11-20T23:30:00Z",
                "publicKey": .string(text), "version": 2, "createdAt": "2026-11-20T23:30:00Z",
                "createdBy": .string(text), "updatedAt": "2026-11-20T23:30:00Z", "updatedBy": .string(text),
            ]))
        let attempt: JSON = [
            "number": 1, "at": "2026-11-20T23:30:00Z", "milliseconds": 12, "url": .string(text),
            "address": .string(text), "request": ["headers": ["x": .string(text)], "body": .string(text)],
            "status": 500, "response": ["headers": ["x": .string(text)], "body": .string(text)],
        ]
        let silent: JSON = [
            "number": 2, "at": "2026-11-20T23:30:00Z", "milliseconds": 12, "url": .string(text), "failure": "timeout",
            "request": ["headers": [:], "body": ""],
        ]
        let delivery = Record(
            Sample.object([
                "id": 7, "webhook": .string(Sample.id), "event": .string(Sample.partner), "type": .string(text),
                "position": 12, "state": "pending", "attempts": 2, "failure": .string(text),
                "createdAt": "2026-11-20T23:30:00Z", "dueAt": "2026-11-20T23:30:00Z", "log": [attempt, silent],
            ]))
        let test = Record(
            Sample.object([
                "id": 8, "type": .string(text), "state": "delivered", "attempts": 1, "status": 200,
                "createdAt": "2026-11-20T23:30:00Z", "finishedAt": "2026-11-20T23:30:00Z",
            ]))
        let outcomes = WebhookOutcomes(
            outcomes: [.delivered, .retrying, .failed],
            last: .init(at: "2026-11-20T23:30:00Z", failure: text), waiting: 1001)
        let issues = [Model.Issue("/since", .format, label), Model.Issue("/overlapHours", .range, label)]
        let active = Record(
            Sample.object(["id": .string(Sample.id), "name": .string(text), "state": "active"]))
        return [
            WebhooksPage(
                rows: [.init(webhook, outcomes), .init(active, WebhookOutcomes())], titles: [text: text],
                state: "active", nextHref: "/n", firstHref: "/f"),
            WebhooksPage(rows: []),
            WebhookPage(
                webhook: webhook, titles: [text: text], outcomes: outcomes, deliveries: [delivery, test],
                nextHref: "/n", firstHref: "/f", key: text, canReadTrail: true,
                refused: (
                    act: .recover, values: FormValues([("since", text)], fields: RecoverWebhook.fields.fields),
                    issues: issues
                )),
            WebhookPage(
                webhook: active, key: text,
                refused: (
                    act: .rotate, values: FormValues([("overlapHours", text)], fields: RotateSecret.fields.fields),
                    issues: issues
                )),
            DeliveryPage(webhook: webhook, delivery: delivery),
            DeliveryPage(webhook: webhook, delivery: test),
            FieldsPage(
                heading: label, trail: [(label: Webhook.plural, href: WebhooksPage.path)],
                fields: Webhook.fields.writable, values: FormValues(webhook, fields: Webhook.fields.fields),
                issues: [Model.Issue("/headers/0/name", .format, label)], choices: ["unit": [FormChoice(text, text)]],
                submit: label, action: WebhooksPage.path),
        ]
    }

    /// The pages of subscriptions, where everything that somebody else may have written is the text that is given.
    private static func subscriptions(_ text: String) -> [any Page] {
        let slot: JSON = [
            "slot": 3, "position": 90, "through": 99, "replay": true, "holder": .string(text),
            "until": "2026-11-20T23:30:00Z",
        ]
        let standing = SubscriptionStanding([
            "name": .string(text), "unit": .string(text), "state": "suspended", "types": [.string(text)],
            "subjects": [.string(text)], "position": 90, "head": 4000, "lag": 3910, "lagSeconds": 7300,
            "eventsPerSecond": .number("12.5"), "attempts": 8,
            "keepsOrder": true, "retrying": 2, "waiting": 1, "deadLetters": 1200, "slots": [slot, ["slot": 0]],
        ])
        let quiet = SubscriptionStanding(["name": "quiet", "state": "paused"])
        let letter: JSON = [
            "position": 91, "attempts": 8, "lastError": .string(text), "lastFailedAt": "2026-11-20T23:30:00Z",
            "event": ["type": .string(text), "subject": .string(text)],
        ]
        let issue = Model.Issue("/position", .range, Label(zh: text, en: text))
        return [
            SubscriptionsPage(
                subscriptions: [standing, quiet], titles: [text: text],
                log: .init(
                    head: 4000, perMinute: 12, isAdvancing: false, isListening: false,
                    transactions: [.init(process: 77, application: text, seconds: 200_000, query: text)]),
                isLive: true),
            SubscriptionsPage(
                subscriptions: [], log: .init(head: 0, perMinute: 0, isAdvancing: true, isListening: true)),
            SubscriptionPage(
                subscription: standing, titles: [text: text], letters: [letter, ["position": 92]], nextHref: "/n",
                firstHref: "/f", isLive: true, refused: (place: text, issues: [issue])),
            SubscriptionPage(subscription: quiet),
        ]
    }

    /// The pages for administrators, where every name is the text that is given.
    private static func administration(_ text: String) -> [any Page] {
        let label = Label(zh: text, en: text)
        let grants: JSON = [
            ["role": "admin", "unit": "office", "inForce": true],
            ["role": .string(text), "unit": .string(text), "inForce": false],
        ]
        let unit = Record(
            Sample.object([
                "code": .string(text), "name": ["zh": .string(text)], "valid": ["from": "2024-09-01"], "inForce": false,
                "version": 2,
            ]))
        let person = Record(
            Sample.object([
                "name": .string(text), "display": ["zh": .string(text), "en": .string(text)], "state": "active",
                "grants": grants, "createdAt": "2026-11-20T23:30:00Z", "version": 2,
            ]))
        let token = Record(
            Sample.object([
                "prefix": .string(text), "name": .string(text), "state": "active", "grants": grants,
                "createdAt": "2026-11-20T23:30:00Z", "createdBy": .string(text), "expiresAt": "2026-12-20T23:30:00Z",
            ]))
        let deeds = ["unit.updated", "person.granted", "token.revoked", text].map { action in
            AuditPage.Entry(
                Record(
                    Sample.object([
                        "at": "2026-11-20T23:30:00Z", "by": .string(text), "action": .string(action),
                        "subject": .string(text), "before": ["name": .string(text), "unit": .string(text)],
                        "after": ["name": ["zh": .string(text)], "state": .string(text)],
                    ])))
        }
        let titles: Titles = ["office": text]
        let choices = [FormChoice("office", text), FormChoice(text, text)]
        let issues = [Model.Issue("/role", .code, label), Model.Issue("", .business, label)]
        let values = FormValues([("role", text), ("unit", text), ("name", text)], fields: RoleGrant.fields.fields)
        return [
            UnitsPage(rows: [
                .init(unit, depth: 0, canEdit: true, canAdd: true),
                .init(unit, depth: 9, canEdit: false, canAdd: false),
            ]),
            FieldsPage(
                heading: label, trail: [(label: label, href: "/identity/units")],
                fields: OrganisationalUnit.fields.writable,
                values: FormValues(unit, fields: OrganisationalUnit.fields.fields), issues: issues,
                choices: ["parent": choices], submit: label, action: "/identity/units",
                hidden: [(name: "_key", value: text)], ending: .init(label, help: label, action: "/identity/x")),
            FieldsPage(
                heading: label, trail: [(label: label, href: "/identity/tokens")], fields: APIToken.fields.fields,
                values: values, choices: ["unit": choices], submit: label, action: "/identity/tokens"),
            PeoplePage(people: [person], titles: titles, words: text, nextHref: "/n", firstHref: "/f"),
            PeoplePage(people: []),
            PersonPage(
                person: person, titles: titles, units: choices, isInReach: true, values: values, issues: issues,
                trail: deeds),
            PersonPage(person: Record(Sample.object(["name": .string(text), "state": "disabled"])), titles: titles),
            TokensPage(tokens: [token], titles: titles), TokensPage(tokens: []),
            SecretPage(heading: label, lead: label, secret: text, help: label, back: (label: label, href: "/b")),
            AuditPage(entries: deeds, titles: titles, subject: text, nextHref: "/n", firstHref: "/f"),
            AuditPage(entries: []),
        ]
    }
}
