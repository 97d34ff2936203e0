import Model
import Testing
import WebPages

@Suite("The structure of every page", .serialized)
struct PageStructureTests {
    static let all = DisplayLanguage.allCases.flatMap { language in
        Gallery.pages().indices.map { (language, $0) }
    }

    private func scan(_ language: DisplayLanguage, _ index: Int) -> ScannedPage {
        Gallery.pages()[index].scanned(in: Sample.frame(language))
    }

    @Test("Elements are balanced and ids are unique", arguments: all)
    func ids(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(page.faults.isEmpty)
        #expect(Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys.sorted() == [])
    }

    @Test("Every control has a label", arguments: all)
    func labels(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        let labelled = Dictionary(
            page.all("label").map { ($0.attributes["for"] ?? "", $0.text) }, uniquingKeysWith: { first, _ in first })
        for control in page.elements where ["input", "select", "textarea"].contains(control.name) {
            if control.attributes["type"] == "hidden" { continue }
            let id = control.attributes["id"] ?? ""
            #expect(!(labelled[id] ?? "").isEmpty, "\(control.attributes)")
        }
        for button in page.all("button") { #expect(!button.text.isEmpty) }
        for link in page.all("a") where link.attributes["href"] != nil { #expect(!link.text.isEmpty) }
    }

    @Test("The foot says by which clock the page tells times", arguments: all)
    func clock(_ language: DisplayLanguage, _ index: Int) {
        for (offset, name) in [(28800, "UTC+8"), (-12600, "UTC−3:30"), (0, "UTC+0")] {
            var frame = Sample.frame(language)
            frame.utcOffsetSeconds = offset
            let page = Gallery.pages()[index].scanned(in: frame)
            let foot = page.all("footer").map(\.text).joined()
            #expect(foot.contains(language == .zh ? "页面上的时间为 \(name)。" : "Times on these pages are \(name)."))
        }
    }

    @Test("References between elements lead somewhere", arguments: all)
    func references(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        let ids = Set(page.elements.compactMap { $0.attributes["id"] })
        for element in page.elements {
            for name in ["for", "aria-describedby", "aria-labelledby", "list"] {
                for id in (element.attributes[name] ?? "").split(separator: " ") {
                    #expect(ids.contains(String(id)), "\(element.name) \(name) \(id)")
                }
            }
            if let href = element.attributes["href"], href.hasPrefix("#") {
                #expect(ids.contains(String(href.dropFirst())), "\(href)")
            }
        }
    }

    @Test("Nothing runs and nothing carries its own style", arguments: all)
    func policy(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        for element in page.elements {
            #expect(!["script", "style", "iframe", "object", "base"].contains(element.name))
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" })
            if element.name == "link" { #expect(Asset.at(element.attributes["href"] ?? "") != nil) }
        }
    }

    @Test("Every form that changes something carries the token", arguments: all)
    func tokens(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        let posts = page.all("form").filter { $0.attributes["method"] == "post" }
        #expect(page.named("_csrf").count == posts.count)
    }

    @Test("Headings begin with one of the first level and skip none", arguments: all)
    func headings(_ language: DisplayLanguage, _ index: Int) {
        let levels = self.scan(language, index).elements.compactMap { ["h1": 1, "h2": 2, "h3": 3][$0.name] }
        #expect(levels.filter { $0 == 1 }.count == 1)
        #expect(levels.first == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test("The language is said, and the other one is offered", arguments: all)
    func language(_ language: DisplayLanguage, _ index: Int) {
        let page = self.scan(language, index)
        #expect(page.all("html").first?.attributes["lang"] == language.tag)
        let link = page.all("a").first { $0.attributes["hreflang"] != nil }
        #expect(link?.attributes["href"] == "/partners/agreements?lang=\(language.other.rawValue)")
        #expect(link?.text == (language == .zh ? "English" : "中文"))
    }

    @Test("English pages have no Chinese but the product's name and the other language")
    func english() {
        let resource = Sample.agreement
        let pages: [any Page] = [
            ListPage(resource: resource, records: [], filters: [("kind", "red")], canCreate: true),
            FormPage(resource: resource, mode: .create), SignInPage(), MessagePage(status: 500),
            HomePage(services: [], events: []), EventsPage(events: []), ImportPage(resource: resource),
            DetailPage(resource: resource, record: Record()),
            HistoryPage(resource: resource, record: Record(), entries: []),
            UnitsPage(rows: [.init(Record(), depth: 0, canEdit: true, canAdd: true)]), PeoplePage(people: []),
            PersonPage(person: Record(), units: [FormChoice("office", "Office")], isInReach: true),
            TokensPage(tokens: []), AuditPage(entries: []),
            FieldsPage(
                heading: Label(zh: "", en: "New"), trail: [], fields: OrganisationalUnit.fields.writable,
                submit: Label(zh: "", en: "Create"), action: "/"),
            WebhooksPage(rows: []), WebhookPage(webhook: Record(), key: ""),
            DeliveryPage(webhook: Record(), delivery: Record()),
            SubscriptionsPage(subscriptions: [SubscriptionStanding(["state": "active", "lag": 3, "lagSeconds": 90])]),
            SubscriptionPage(subscription: SubscriptionStanding(["state": "active"])),
        ]
        for page in pages {
            var frame = Sample.frame(.en)
            frame.user = "Anna"
            let text = page.scanned(in: frame).text
                .split(separator: "驿站").joined().split(separator: "中文").joined()
            #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
        }
    }

    @Test("Queries stay when the language is switched")
    func switching() {
        var frame = Sample.frame(.zh)
        frame.query = [("q", "大学"), ("lang", "zh"), ("sort", "-code")]
        #expect(frame.address(in: .en) == "/partners/agreements?q=%E5%A4%A7%E5%AD%A6&sort=-code&lang=en")
    }
}
