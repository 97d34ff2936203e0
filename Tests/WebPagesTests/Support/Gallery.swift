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
        let titles = [Sample.partner: text, Sample.id: text]
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
                related: [.init(label, href: "/r", resource: resource, records: [record], total: 4)],
                warnings: [label], choices: choices),
            FormPage(
                resource: resource, values: FormValues(record, of: resource), issues: issues, mode: .create,
                choices: choices, idempotencyKey: text),
            FormPage(
                resource: resource, values: FormValues(record, of: resource), mode: .edit(id: Sample.id, version: 3),
                choices: choices, recordTitle: text),
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
                    rows: [.init(line: 2, outcome: .refused, title: text, href: "/x", issues: issues)], hidden: 7)),
            ImportPage(resource: resource, fileName: text, issues: issues),
        ]
    }
}
