import Model
import ServiceKit
import Testing

/// The steps of a record as buttons on its page, and what is said before they or an edit are taken.
@Suite("Steps on pages")
struct StepPagesTests {
    private static func open(_ body: @escaping @Sendable (Office, Browser, String) async throws -> Void) async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            let browser = try await Browser.signIn(office, as: "li")
            try await body(office, browser, try await browser.formToken())
        }
    }

    private static func page(_ record: Answer) -> String { "/samples/places/\(record.id)" }

    @Test("A step that the rule does not offer for a record has no button there")
    func offered() async throws {
        try await Self.open { office, browser, _ in
            let empty = try await office.post(places, Place.input("空仓库", ["capacity": 0]))
            let hall = try await office.post(places, Place.input("礼堂", ["capacity": 300]))
            #expect(try await !browser.get(Self.page(empty)).text.contains("transitions/archive"))
            #expect(try await browser.get(Self.page(hall)).text.contains("transitions/archive"))
            // What is not offered is not thereby forbidden: that is for the rule's check to say.
            #expect(try await office.post("\(places)/\(empty.id)/transitions/archive").status == 200)
        }
    }

    @Test("What an edit brings about stands above its form, and stays there when the form is refused")
    func cautions() async throws {
        try await Self.open { office, browser, token in
            let empty = try await office.post(places, Place.input("空仓库", ["capacity": 0]))
            let hall = try await office.post(places, Place.input("礼堂", ["capacity": 300]))
            #expect(try await !browser.get("\(Self.page(empty))/edit").text.contains("个座位"))
            #expect(try await browser.get("\(Self.page(hall))/edit").text.contains("已分配 300 个座位"))
            #expect(try await browser.get("\(Self.page(hall))/edit?lang=en").text.contains("300 seats are given out"))
            let refused = try await browser.submit(
                Self.page(hall), [("_version", "1"), ("name.zh", PlaceRule.refusedBefore), ("unit", "office")],
                token: token)
            #expect(refused.status == 422)
            #expect(refused.text.contains("已分配 300 个座位"))
            #expect(try await !browser.get("/samples/places/new").text.contains("个座位"))
        }
    }
}
