import Model
import Testing
import WebPages

@Suite("Lists")
struct ListPageTests {
    private func page(
        _ filters: [(name: String, value: String)] = [], sort: String? = nil, records: [Record] = [Sample.record],
    ) -> ScannedPage {
        ListPage(
            resource: Sample.agreement, records: records, titles: [Sample.partner: "尼什大学"], filters: filters,
            sort: sort,
            total: 1200, nextHref: "/next", canCreate: true,
        ).scanned(in: Sample.frame(.zh))
    }

    @Test("There is a control for every field that filters, and for the state, the unit and fields in lists")
    func controls() {
        let names = Set(self.page().elements.compactMap { $0.attributes["name"] })
        #expect(
            names.isSuperset(of: [
                "q", "state", "kind", "languages", "renews", "signedOn.from", "signedOn.to", "term.from", "term.to",
                "places.from", "places.to", "parties.institution", "unit",
            ]))
        #expect(self.page().all("option").contains { $0.attributes["value"] == "ended" && $0.text == "已终止" })
    }

    @Test("Every filter in force is a chip that takes itself away")
    func chips() {
        let page = self.page([("q", "大学"), ("kind", "red,green"), ("signedOn.from", "2024-01-01")], sort: "code")
        let chips = page.all("a").filter { $0.attributes["class"] == "chip" }
        #expect(
            chips.map { $0.attributes["href"] ?? "" } == [
                "/partners/agreements?kind=red%2Cgreen&signedOn.from=2024-01-01&sort=code",
                "/partners/agreements?q=%E5%A4%A7%E5%AD%A6&signedOn.from=2024-01-01&sort=code",
                "/partners/agreements?q=%E5%A4%A7%E5%AD%A6&kind=red%2Cgreen&sort=code",
            ])
        #expect(chips.last?.text.contains("2024-01-01") == true)
        #expect(chips.dropFirst().first?.text.contains("红、绿") == true)
    }

    @Test("A search keeps the order and the filters that have no control")
    func kept() {
        let page = self.page([("website.exists", "false"), ("kind", "red,green")], sort: "-signedOn")
        let sent = page.sent(by: "/partners/agreements")
        #expect(sent.contains { $0 == ("website.exists", "false") })
        #expect(sent.contains { $0 == ("sort", "-signedOn") })
        #expect(sent.contains { $0 == ("kind", "red,green") })
    }

    @Test("Heads of columns sort, and say how the list is sorted now")
    func sorting() {
        let page = self.page([("kind", "red")], sort: "signedOn")
        let heads = page.all("th").filter { $0.attributes["aria-sort"] != nil }
        #expect(heads.map { $0.attributes["aria-sort"] } == ["ascending"])
        let links = page.all("a").filter { $0.ancestors.contains("th") && $0.ancestors.contains("thead") }
        #expect(links.contains { $0.attributes["href"] == "/partners/agreements?kind=red&sort=-signedOn" })
        #expect(links.contains { $0.attributes["href"] == "/partners/agreements?kind=red&sort=title" })
    }

    @Test("Rows link to the record and show its state in words and colour")
    func rows() {
        let page = self.page()
        #expect(page.all("a").contains { $0.attributes["href"] == "/partners/agreements/\(Sample.id)" })
        #expect(page.all("span").contains { $0.attributes["class"] == "badge neutral" && $0.text == "草稿" })
        #expect(page.text.contains("本页 1 条，共 1,200 条"))
    }

    @Test("An empty list says why, and how to go on")
    func empty() {
        #expect(self.page(records: []).text.contains("新建第一条记录"))
        #expect(self.page([("q", "x")], records: []).text.contains("没有符合条件的记录"))
    }
}
