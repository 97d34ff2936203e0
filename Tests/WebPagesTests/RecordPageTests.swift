import Model
import Testing
import WebPages

@Suite("Records on pages")
struct RecordPageTests {
    private let titles: Titles = [Sample.partner: "尼什大学", Sample.id: "兰州理工大学"]

    @Test("A field of every kind is shown in the reader's language")
    func kinds() {
        let page = DetailPage(resource: Sample.agreement, record: Sample.record, titles: self.titles)
        let zh = page.scanned(in: Sample.frame(.zh)).text
        for text in [
            "共建孔子学院协议", "Confucius Institute", "红", "绿", "学科17", "孔院协议", "第一行\n第二行", "1,234", "1.50", "是",
            "2024-06-28", "2024-09-01 – 2025-06-30", "1,234.50元", "尼什大学", "Viktor", "2024-09-01 起", "5,000日元", "草稿",
            "2026-11-21 10:45", "2026-11-21 07:30",
        ] { #expect(zh.contains(text), "\(text)") }
        let en = page.scanned(in: Sample.frame(.en)).text
        for text in ["Red", "Subject 17", "Yes", "CNY 1,234.50", "from 2024-09-01", "Draft", "Signed on", "Parties"] {
            #expect(en.contains(text), "\(text)")
        }
    }

    @Test("References, web addresses and mail addresses are links")
    func links() {
        let page = DetailPage(resource: Sample.agreement, record: Sample.record, titles: self.titles)
            .scanned(in: Sample.frame(.en))
        let links = Set(page.all("a").compactMap { $0.attributes["href"] })
        #expect(
            links.isSuperset(of: [
                "/partners/institutions/\(Sample.partner)", "https://example.edu/a?b=1&c=2", "mailto:li@example.edu",
                "https://orcid.org/0000-0002-1825-0097", "/partners/v1/agreements/\(Sample.id)",
                "/partners/agreements/\(Sample.id)/history",
            ]))
    }

    @Test("A record that the reader may not open is not linked")
    func withheld() {
        var titles = Titles()
        titles.withhold(Sample.partner, as: "另一单位的记录")
        let page = DetailPage(resource: Sample.agreement, record: Sample.record, titles: titles)
            .scanned(in: Sample.frame(.zh))
        #expect(page.text.contains("另一单位的记录"))
        #expect(!page.all("a").contains { $0.attributes["href"]?.hasSuffix(Sample.partner) == true })
    }

    @Test("What could be made for a record is offered beside what there is")
    func offers() {
        func list(_ zh: String, _ records: [Record], new: String?) -> DetailPage.RelatedList {
            .init(
                Label(zh: zh, en: "Related"), href: "/all", resource: Sample.agreement, records: records, newHref: new)
        }
        let page = DetailPage(
            resource: Sample.agreement, record: Sample.record, titles: self.titles,
            related: [
                list("批准", [Sample.record], new: "/approvals/new?agreement=1&_for=agreement.1"),
                list("续签", [], new: "/agreements/new"), list("译本", [], new: nil),
            ]
        ).scanned(in: Sample.frame(.zh))
        let links = page.all("a").compactMap { $0.attributes["href"] }
        #expect(links.contains("/approvals/new?agreement=1&_for=agreement.1"))
        #expect(links.contains("/agreements/new"))
        #expect(page.text.contains("续签"))
        #expect(!page.text.contains("译本"), "an empty list that nobody can add to is left out")
    }

    @Test("Transitions are forms with the fields that they accept and the version that was seen")
    func transitions() {
        let page = DetailPage(
            resource: Sample.agreement, record: Sample.record, transitions: Sample.agreement.lifecycle.transitions,
        ).scanned(in: Sample.frame(.zh))
        let sent = page.sent(by: "/partners/agreements/\(Sample.id)/transitions/sign")
        #expect(sent.map(\.0) == ["_csrf", "_version", "signedOn", "term.first", "term.last"])
        #expect(sent.map(\.1) == ["token", "3", "2024-06-28", "2024-09-01", "2025-06-30"])
        let other = page.sent(by: "/partners/agreements/\(Sample.id)/transitions/end")
        #expect(other.map(\.0) == ["_csrf", "_version"])
    }

    @Test("A step that ends something asks before it is taken, though it needs no field")
    func confirmed() {
        let page = DetailPage(
            resource: Sample.agreement, record: Sample.record, transitions: Sample.agreement.lifecycle.transitions,
        ).scanned(in: Sample.frame(.zh))
        #expect(page.text.contains("状态将变为“已终止”"))
        #expect(!page.text.contains("状态将变为“已签署”"))
        func folded(_ page: ScannedPage) -> [String] {
            page.all("form").filter { $0.ancestors.contains("details") }.compactMap { $0.attributes["action"] }
        }
        #expect(folded(page).contains { $0.hasSuffix("/transitions/end") })
        let plain = Resource(
            "plain", in: "partners", collection: "plain", label: Label(zh: "甲", en: "A"),
            plural: Label(zh: "甲", en: "A"), summary: Label(zh: "甲", en: "A"), codePrefix: "PLN", fields: [])
        let restore = DetailPage(
            resource: plain, record: Sample.record, transitions: plain.lifecycle.transitions
        ).scanned(in: Sample.frame(.en))
        #expect(folded(restore).contains { $0.hasSuffix("/transitions/archive") })
        #expect(!folded(restore).contains { $0.hasSuffix("/transitions/restore") })
        #expect(restore.text.contains("Press again to confirm."))
    }

    @Test("A refused transition shows what was typed and why it was refused")
    func refused() {
        let values = FormValues([("signedOn", "soon")], of: Sample.agreement)
        let issue = Model.Issue("/signedOn", .date, Label(zh: "不是日期", en: "No date"))
        let missing = Model.Issue("/parties", .required, Label(zh: "缺少各方", en: "No parties"))
        let page = DetailPage(
            resource: Sample.agreement, record: Sample.record, transitions: Sample.agreement.lifecycle.transitions,
            refused: ("sign", values, [issue, missing]),
        ).scanned(in: Sample.frame(.zh))
        #expect(page.named("signedOn").first?.attributes["value"] == "soon")
        #expect(page.text.contains("不是日期"))
        #expect(page.text.contains("缺少各方"))
        #expect(page.all("details").contains { $0.attributes["open"] != nil })
    }

    @Test("Changes between two versions are said field by field")
    func changes() {
        var after = Sample.record
        after.object["state"] = "signed"
        after.object["budget"] = ["minor": 100, "currency": "EUR"]
        after.object["alias"] = nil
        let changes = HistoryPage.Change.between(
            Sample.record, after, of: Sample.agreement, Presentation(.en, titles: self.titles))
        #expect(
            changes == [
                .init(Label(zh: "状态", en: "State"), before: "Draft", after: "Signed"),
                .init(Label(zh: "别名", en: "Alias"), before: "孔院协议", after: nil),
                .init(Label(zh: "经费", en: "Budget"), before: "CNY 1,234.50", after: "EUR 1"),
            ])
    }

    @Test("A text in two languages shows those that changed, and at the beginning both")
    func languages() {
        var after = Sample.record
        after.object["title"] = ["zh": "共建孔子学院协议", "en": "Confucius Institute II"]
        func changes(_ before: Record?, _ after: Record) -> [HistoryPage.Change] {
            HistoryPage.Change.between(before, after, of: Sample.agreement, Presentation(.zh, titles: self.titles))
        }
        let english = Label(zh: "名称（英文）", en: "Title (English)")
        #expect(
            changes(Sample.record, after) == [
                .init(english, before: "Confucius Institute", after: "Confucius Institute II")
            ])
        let first = changes(nil, Sample.record)
        #expect(
            Array(first.filter { $0.label.en.hasPrefix("Title") }) == [
                .init(Label(zh: "名称（中文）", en: "Title (Chinese)"), before: nil, after: "共建孔子学院协议"),
                .init(english, before: nil, after: "Confucius Institute"),
            ])
    }

    @Test("Entries of a list that read alike show in what they differ")
    func alike() {
        func change(_ name: String, _ before: JSON, _ after: JSON, _ titles: Titles) -> HistoryPage.Change? {
            var (old, new) = (Sample.record, Sample.record)
            old.object[name] = before
            new.object[name] = after
            return HistoryPage.Change.between(old, new, of: Sample.agreement, Presentation(.zh, titles: titles)).first
        }
        let note = change(
            "conditions", [["people": 1, "note": ["zh": "甲", "en": "A"]]],
            [["people": 1, "note": ["zh": "甲", "en": "B"]]], [:])
        #expect(note?.before == "人数：1；说明：甲 / A")
        #expect(note?.after == "人数：1；说明：甲 / B")
        let other = "0193a2b0-7c11-7a01-8000-0000000000ab"
        var titles: Titles = [Sample.partner: "尼什大学", other: "尼什大学"]
        let party = change(
            "parties", [["institution": .string(Sample.partner)]], [["institution": .string(other)]], titles)
        #expect(party?.after == "学校：尼什大学 [\(other)]")
        titles.withhold(other, as: "尼什大学")
        let withheld = change("partner", .string(Sample.partner), .string(other), titles)
        #expect(withheld?.after == "尼什大学")
    }

    @Test("A year has no comma, other numbers have")
    func years() {
        let presentation = Presentation(.zh)
        let year = FieldSpec("year", .integer(1900...2200), zh: "年份", en: "Year")
        let rank = FieldSpec("rank", .integer(1...100_000), zh: "名次", en: "Rank")
        #expect(presentation.text(2025, as: year) == "2025")
        #expect(presentation.text(2025, as: rank) == "2,025")
    }

    @Test("Records with strange values are shown and not refused")
    func strange() {
        let record = Record(
            Sample.object([
                "id": "not-an-id", "title": 7, "kind": ["x"], "languages": "x", "places": "x", "term": [],
                "budget": [:],
                "parties": "x", "conditions": [1], "signedOn": false, "createdAt": "yesterday", "state": "unheard-of",
            ]))
        for page in Gallery.pages(record) {
            #expect(page.scanned(in: Sample.frame(.zh)).faults.isEmpty)
        }
    }
}
