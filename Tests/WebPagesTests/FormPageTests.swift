import Model
import Testing
import WebPages

@Suite("Forms")
struct FormPageTests {
    private func page(
        _ values: FormValues, issues: [Model.Issue] = [], mode: FormPage.Mode = .create,
        choices: [String: [FormChoice]] = [:], language: DisplayLanguage = .zh,
    ) -> ScannedPage {
        FormPage(resource: Sample.agreement, values: values, issues: issues, mode: mode, choices: choices)
            .scanned(in: Sample.frame(language))
    }

    @Test(
        "A record that is shown in a form and sent back unchanged changes nothing", arguments: DisplayLanguage.allCases)
    func roundTrip(_ language: DisplayLanguage) throws {
        let values = FormValues(Sample.record, of: Sample.agreement)
        let page = self.page(values, mode: .edit(id: Sample.id, version: 3), language: language)
        let sent = page.sent(by: "/partners/agreements/\(Sample.id)")
        let patch = Sample.agreement.json(fromForm: sent, for: .changing)
        #expect(try Sample.agreement.validateChange(patch, of: Sample.record).changed == [])
        #expect(sent.contains { $0 == ("_version", "3") })
        #expect(sent.contains { $0 == ("_csrf", "token") })
    }

    @Test("A new record that is sent from a form is the record that was meant")
    func create() throws {
        var record = Sample.record
        for name in SystemFields.names.subtracting(["code", "unit"]) { record.object[name] = nil }
        record.object["score"] = nil
        let sent = self.page(FormValues(record, of: Sample.agreement)).sent(by: "/partners/agreements")
        let read = try Sample.agreement.validateNew(Sample.agreement.json(fromForm: sent, for: .creating))
        #expect(read == record)
    }

    @Test(
        "What only later steps ask for is folded in the form for a new record, until it holds something or is wrong",
        arguments: DisplayLanguage.allCases)
    func later(_ language: DisplayLanguage) throws {
        let trip = Self.trip(
            [Self.purpose, Self.actual, Self.reason],
            Lifecycle(
                states: [State("planned", zh: "计划", en: "Planned"), State("over", zh: "结束", en: "Over")],
                transitions: [
                    Transition(
                        "end", zh: "结束", en: "End", from: ["planned"], to: "over",
                        requires: [Self.actual, Self.reason],
                        accepts: [Self.actual, Self.reason, Self.purpose], event: "ended")
                ]))
        func folds(_ values: FormValues, _ issues: [Model.Issue] = []) -> [Bool] {
            FormPage(resource: trip, values: values, issues: issues, mode: .create)
                .scanned(in: Sample.frame(language)).all("details").map { $0.attributes["open"] != nil }
        }
        #expect(folds(FormValues()) == [false])
        #expect(folds(FormValues([("purpose", "访问"), ("reason", "")], of: trip)) == [false])
        #expect(folds(FormValues([("actual.from", "2026-11-21")], of: trip)) == [true])
        #expect(folds(FormValues(), [Issue("/reason", .required, Label(zh: "必填", en: "required"))]) == [true])
        let page = FormPage(resource: trip, values: FormValues(), mode: .create).scanned(in: Sample.frame(language))
        #expect(page.text.contains(language == .zh ? "以后的步骤才需要的 2 项" : "2 that later steps ask for"))
        // Nothing is kept from whoever writes down what is over already.
        #expect(!page.named("reason").isEmpty && !page.named("purpose").isEmpty)
        let edit = FormPage(resource: trip, mode: .edit(id: Sample.id, version: 1))
        #expect(edit.scanned(in: Sample.frame(language)).all("details").isEmpty)
    }

    private static func trip(_ fields: [FieldSpec], _ lifecycle: Lifecycle = .record) -> Resource {
        Resource(
            "trip", in: "partners", collection: "trips", label: Label(zh: "行程", en: "Trip"),
            plural: Label(zh: "行程", en: "Trips"), summary: Label(zh: "行程", en: "Trips"), codePrefix: "TRP",
            fields: fields, lifecycle: lifecycle)
    }

    private static let purpose = FieldSpec("purpose", .text(max: 100), zh: "目的", en: "Purpose")
    private static let actual = FieldSpec("actual", .period, zh: "实际起止", en: "Actual")
    private static let reason = FieldSpec("reason", .text(max: 100), zh: "原因", en: "Reason")

    @Test("The form for a change tells what cannot change", arguments: DisplayLanguage.allCases)
    func kept(_ language: DisplayLanguage) throws {
        let trip = Self.trip(
            [
                FieldSpec(
                    "host",
                    .reference(Reference(service: "partners", resource: "institution", collection: "institutions")),
                    zh: "接待机构", en: "Host", [.required, .immutable]),
                FieldSpec("via", .text(max: 100), zh: "途经", en: "Via", [.immutable]), Self.purpose,
            ])
        var record = Record()
        record.object["host"] = .string(Sample.partner)
        record.object["purpose"] = "访问"
        let page = FormPage(
            resource: trip, values: FormValues(record, of: trip), mode: .edit(id: Sample.id, version: 1),
            stored: record, titles: [Sample.partner: "尼什大学"]
        ).scanned(in: Sample.frame(language))
        #expect(page.text.contains(language == .zh ? "建立后不能更改" : "Cannot change once the record exists"))
        #expect(page.text.contains("尼什大学") && !page.text.contains(language == .zh ? "途经" : "Via"))
        #expect(page.named("host").isEmpty && !page.named("purpose").isEmpty)
    }

    @Test("Suggestions show the label and mean the id")
    func suggestions() throws {
        let choices = ["partner": (0..<60).map { FormChoice("id\($0)", "U\($0)") } + [FormChoice(Sample.partner, "尼什")]]
        let page = self.page(FormValues(Sample.record, of: Sample.agreement), choices: choices)
        #expect(page.named("partner").first?.attributes["value"] == "尼什")
        #expect(page.all("datalist").count == 1)
        let json = Sample.agreement.json(
            fromForm: page.sent(by: "/partners/agreements"), for: .creating, choices: choices)
        #expect(json["partner"] == .string(Sample.partner))
    }

    @Test("Countries to choose from stand in the order of the reader's language", arguments: DisplayLanguage.allCases)
    func countries(_ language: DisplayLanguage) {
        let trip = Self.trip(
            [FieldSpec("country", .code(CodeLists.countries), zh: "国家", en: "Country", [.filtered])])
        let form = FormPage(resource: trip, mode: .create).scanned(in: Sample.frame(language))
        let list = ListPage(resource: trip, records: []).scanned(in: Sample.frame(language))
        let order = language == .zh ? ["PE", "DE", "US", "JP", "CN"] : ["CN", "DE", "JP", "PE", "US"]
        for page in [form, list] {
            let shown = page.elements.compactMap { $0.attributes["value"] }.filter(order.contains)
            #expect(shown == order)
        }
    }

    @Test("Codes that are chosen out of many keep their order in either language", arguments: DisplayLanguage.allCases)
    func chosenOrder(_ language: DisplayLanguage) {
        let paper = Resource(
            "paper", in: "partners", collection: "papers", label: Label(zh: "文本", en: "Paper"),
            plural: Label(zh: "文本", en: "Papers"), summary: Label(zh: "文本", en: "Papers"), codePrefix: "PAP",
            fields: [FieldSpec("languages", .codes(CodeLists.languages), zh: "语言", en: "Languages")])
        var record = Record()
        record.object["languages"] = ["ja", "zh", "en"]
        let page = FormPage(resource: paper, values: FormValues(record, of: paper), mode: .create)
            .scanned(in: Sample.frame(language))
        let json = paper.json(fromForm: page.sent(by: "/partners/papers"), for: .creating)
        #expect(json["languages"] == ["ja", "zh", "en"])
        let codes = page.named("languages").compactMap { $0.attributes["value"] }.filter { !$0.isEmpty }
        #expect(codes.prefix(4) == (language == .zh ? ["ja", "zh", "en", "sq"] : ["ja", "zh", "en", "af"]))
        #expect(Set(codes).count == codes.count && codes.count == CodeLists.languages.entries.count)
    }

    @Test("A number that stands for something is chosen by what it stands for, and is sent as the number")
    func numbers() throws {
        let choices = ["places": [FormChoice("1", "1 · 我方"), FormChoice("2", "2 · 尼什大学")]]
        let page = self.page(FormValues([("places", "2")], of: Sample.agreement), choices: choices)
        #expect(page.named("places").map(\.name) == ["select"])
        #expect(page.text.contains("2 · 尼什大学"))
        let json = Sample.agreement.json(
            fromForm: page.sent(by: "/partners/agreements"), for: .creating, choices: choices)
        #expect(json["places"] == 2)
        // A number that is none of them is kept, and refused by the rule.
        let strange = self.page(FormValues([("places", "9")], of: Sample.agreement), choices: choices)
        #expect(strange.sent(by: "/partners/agreements").contains { $0 == ("places", "9") })
    }

    @Test("A title that several share is answered with their codes, in the reader's language")
    func shared() {
        let choices = [
            "partner": [
                FormChoice("1", code: "INS-2", names: ["康奈尔学院", "Cornell College"]),
                FormChoice("2", code: "INS-1", names: ["Cornell College"]),
            ],
            "parties.institution": [FormChoice("3", code: "INS-3", names: ["尼什大学"])],
        ]
        let values = FormValues(
            [("partner", "Cornell College"), ("parties.0.institution", "贝尔格莱德大学")], of: Sample.agreement)
        let issues = ["/partner", "/parties/0/institution"].map {
            Model.Issue($0, .format, Label(zh: "应为 UUID", en: "Must be a UUID"))
        }
        let zh = self.page(values, issues: issues, choices: choices).text
        #expect(zh.contains("INS-1、INS-2") && zh.contains("找不到这条记录"))
        let en = self.page(values, issues: issues, choices: choices, language: .en).text
        #expect(en.contains("INS-1, INS-2") && en.contains("There is no such record"))
    }

    @Test("Fields that only transitions set are not on the form", arguments: [true, false])
    func withheld(_ isNew: Bool) {
        let mode = isNew ? FormPage.Mode.create : .edit(id: Sample.id, version: 3)
        let values = FormValues(Sample.record, of: Sample.agreement)
        let page = FormPage(
            resource: Sample.agreement, values: values, mode: mode, withheld: ["signedOn", "term"]
        ).scanned(in: Sample.frame(.zh))
        #expect(page.named("signedOn").isEmpty && page.named("term.first").isEmpty)
        #expect(page.named("alias").count == 1)
    }

    @Test("Nothing that was typed is lost")
    func typed() {
        let typed = [
            ("title.zh", "<b>"), ("kind", "violet"), ("languages", "violet"), ("places", "many"),
            ("signedOn", "tomorrow"),
            ("term.first", "2024-13-01"), ("budget.amount", "1.2.3"), ("budget.currency", "ZZZ"),
            ("partner", "somebody"),
            ("renews", "maybe"), ("notes", "\na\u{202E}b"), ("parties.0.institution", "nobody"),
            ("conditions.0.isced", "unknown"), ("conditions.0.people", "-"),
        ]
        let sent = self.page(FormValues(typed, of: Sample.agreement)).sent(by: "/partners/agreements")
        for pair in typed { #expect(sent.contains { $0 == pair }, "\(pair)") }
    }

    @Test("Each issue stands at its control and is linked from the summary", arguments: DisplayLanguage.allCases)
    func issues(_ language: DisplayLanguage) {
        let label = Label(zh: "不对", en: "Not right")
        let pointers = [
            "/title": "f-title", "/title/zh": "f-title", "/kind": "f-kind", "/languages/1": "f-languages",
            "/term/to": "f-term", "/budget/minor": "f-budget", "/parties": "f-parties", "/parties/0": "f-parties-0",
            "/parties/1/institution": "f-parties-1-institution", "/conditions/0/isced/0": "f-conditions-0-isced",
            "/conditions/0/fee/currency": "f-conditions-0-fee", "/unit": "f-unit",
        ]
        for (pointer, id) in pointers {
            let values = FormValues(Sample.record, of: Sample.agreement)
            let page = self.page(values, issues: [Model.Issue(pointer, .business, label)], language: language)
            let summary = page.all("a").first { $0.ancestors.contains("section") && $0.attributes["href"] == "#\(id)" }
            #expect(summary?.text.hasSuffix(label(language)) == true, "\(pointer)")
            #expect(page.with(id: id) != nil, "\(pointer)")
            let beside = page.elements.filter { $0.attributes["class"] == "issue" && $0.text.contains(label(language)) }
            #expect(!beside.isEmpty, "\(pointer)")
        }
    }

    @Test("Issues of no control are in the summary all the same")
    func unplaced() {
        let label = Label(zh: "整体不对", en: "All wrong")
        for pointer in ["", "/nobody", "/state", "/score"] {
            let page = self.page(FormValues(), issues: [Model.Issue(pointer, .business, label)])
            #expect(page.all("li").contains { $0.text.contains("整体不对") }, "\(pointer)")
        }
    }

    @Test("Messages speak of what people typed, not of JSON")
    func messages() throws {
        let typed = [
            ("budget.amount", "x"), ("budget.currency", "CNY"), ("term.first", "2025-09-01"),
            ("term.last", "2024-01-01"),
        ]
        let values = FormValues(typed, of: Sample.agreement)
        do {
            _ = try Sample.agreement.validateNew(Sample.agreement.json(from: values, for: .creating))
            Testing.Issue.record("the input is not right")
        } catch {
            let text = self.page(values, issues: error.issues).text
            #expect(text.contains("应为金额，如 1234.50"))
            #expect(text.contains("结束日期不能早于开始日期"))
            #expect(!text.contains("JSON"))
        }
    }

    @Test("Fields that cannot change are not on the form that changes a record")
    func fixed() {
        let values = FormValues(Sample.record, of: Sample.agreement)
        #expect(self.page(values).named("origin").count == 1)
        #expect(self.page(values, mode: .edit(id: Sample.id, version: 3)).named("origin").isEmpty)
        #expect(self.page(values).named("score").isEmpty)
    }
}
