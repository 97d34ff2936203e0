import Database
import HTTPTypes
import HummingbirdTesting
import Model
import NIOCore
import ServiceKit
import TestSupport
import Testing
import WebPages

@testable import Events

@Suite("The pages of scheduled events", .timeLimit(.minutes(3)))
struct SchedulePagesTests {
    private static let path = ScheduledEventsPage.path
    private static let id = "0b4f6f0e-5d1a-4c58-9f0e-6a3c6d2f8a11"
    private static let source = "/integrators/school/person:integrator-school"

    /// The fields of the form as a browser sends them.
    private static func form(_ more: [(String, String)] = []) -> [(String, String)] {
        let given = Set(more.map(\.0))
        let local = Instant.now.adding(.seconds(86_400)).text(utcOffsetSeconds: 28_800).prefix(16)
        return [
            ("due", String(local)), ("source", Self.source), ("type", "cn.edu.example.付款.due"), ("subject", "付款/17"),
            ("data", "{\"金额\": 1e400,\r\n \"备注\": null}"), ("_id", Self.id),
        ].filter { !given.contains($0.0) } + more
    }

    @Test("Somebody schedules in their own name, sees it with its content, and takes it back")
    func scheduling() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            #expect(try await browser.get(Self.path).text.contains("没有预定的事件"))
            let new = try await browser.get("\(Self.path)/new").text
            #expect(new.contains("type=\"datetime-local\""))
            #expect(new.contains("学院（school） · \(Self.source)"))
            #expect(new.contains("selected"))
            #expect(!new.contains("/integrators/university/"))
            let due = Self.form()[0].1
            let made = try await browser.submit(Self.path, Self.form([("due", due)]))
            #expect(made.status == 303, "\(made.text)")
            let page = try await browser.get(made.location).text
            for text in [
                "已预定", "cn.edu.example.付款.due", "付款/17", "&quot;金额&quot;: 1e400", Self.source, "integrator-school",
            ] {
                #expect(page.contains(text), "\(text)")
            }
            // In the office's own time.
            let list = try await browser.get(Self.path).text
            #expect(list.contains(String(due.map { $0 == "T" ? " " : $0 })))
            // The button was pressed twice.
            #expect(try await browser.submit(Self.path, Self.form([("due", due)])).status == 303)
            let waiting = try await desk.station.owner.query("SELECT source, actor, unit FROM bus.scheduled")
            #expect(waiting.map { $0.string(0) } == [Self.source])
            #expect(waiting.map { $0.string(1) } == ["integrator-school"])
            #expect(waiting.map { $0.string(2) } == ["school"])
            let back = try await browser.submit("\(Self.path)/\(Self.id)/take-back", [("source", Self.source)])
            #expect(back.location == "\(Self.path)?done=taken-back")
            let late = try await browser.submit("\(Self.path)/\(Self.id)/take-back", [("source", Self.source)])
            #expect(late.location == "\(Self.path)?done=late")
            #expect(try await desk.station.number("SELECT count(*) FROM bus.scheduled") == 0)
        }
    }

    @Test("What is wrong stands beside its field, and what was typed stays")
    func wrong() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            let cases: [(more: [(String, String)], issues: [String], kept: String)] = [
                ([("due", "明天")], ["f-due-issue"], "value=\"明天\""),
                ([("due", "2016-11-21T08:00")], ["f-due-issue"], "value=\"2016-11-21T08:00\""),
                ([("due", "2099-11-21T08:00")], ["f-due-issue"], "value=\"2099-11-21T08:00\""),
                ([("type", "partners.x")], ["f-type-issue"], "value=\"partners.x\""),
                ([("data", "{金额}")], ["f-data-issue"], "{金额}"),
                (
                    [("source", "/integrators/university/person:integrator-school")], ["f-source-issue"],
                    "/integrators/university/person:integrator-school"
                ),
                ([("source", "/integrators/school/%E8%B4%A2%E5%8A%A1")], ["f-source-issue"], "%E8%B4%A2%E5%8A%A1"),
                ([("source", "/partners")], ["f-source-issue"], "/partners"),
                (
                    [("due", ""), ("type", ""), ("data", "x")], ["f-due-issue", "f-type-issue", "f-data-issue"],
                    "付款/17"
                ),
            ]
            for (more, issues, kept) in cases {
                let refused = try await browser.submit(Self.path, Self.form(more))
                #expect(refused.status == 422, "\(more)")
                for issue in issues { #expect(refused.text.contains("id=\"\(issue)\""), "\(more) \(issue)") }
                #expect(refused.text.contains(kept), "\(more)")
                #expect(refused.text.contains("value=\"\(Self.id)\""), "\(more)")
                #expect(refused.text.contains("href=\"\(Self.path)/new?lang=en\""), "\(more)")
            }
            let english = try await browser.submit("\(Self.path)?lang=en", Self.form([("type", "")]))
            #expect(english.text.contains("Type is required"))
            #expect(try await browser.submit(Self.path, Self.form(), token: "wrong").status == 403)
            #expect(try await desk.station.number("SELECT count(*) FROM bus.scheduled") == 0)
        }
    }

    @Test(
        "A form that is filled in anew by way of the back button changes nothing, and is another event when sent again")
    func backButton() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            #expect(try await browser.submit(Self.path, Self.form()).status == 303)
            let other = try await browser.submit(Self.path, Self.form([("subject", "付款/18")]))
            #expect(other.status == 409)
            #expect(other.text.contains("付款/18"))
            let id = try #require(other.text.firstMatch(of: /name="_id" value="([^"]+)"/)?.1)
            #expect(id != Self.id)
            let again = Self.form([("subject", "付款/18"), ("_id", String(id))])
            #expect(try await browser.submit(Self.path, again).status == 303)
            #expect(try await desk.station.number("SELECT count(*) FROM bus.scheduled") == 2)
        }
    }

    @Test("Nobody sees or takes back what is another's, but for those who administer the whole")
    func isolation() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            let made = try await browser.submit(Self.path, Self.form())
            #expect(made.status == 303)
            for (role, unit) in [(Role.integrator, "lab"), (.admin, "school"), (.integrator, "university")] {
                let other = try await WebhookBrowser.open(desk, role, unit)
                #expect(!(try await other.get(Self.path).text.contains("付款/17")), "\(role)")
                #expect(try await other.get(made.location).status == 404, "\(role)")
                let back = try await other.submit("\(Self.path)/\(Self.id)/take-back", [("source", Self.source)])
                #expect(back.location == "\(Self.path)?done=late", "\(role)")
            }
            // A token of the unit is somebody else, too, and so is the account's name as a token's.
            for name in ["integrator-school", "person:integrator-school"] {
                let token = try await desk.station.host.identity.createToken(
                    name: name, grants: [(role: .integrator, unit: "school")], days: 1, by: "tests")
                #expect(try await desk.send(.get, ScheduleRoutes.path, as: token.text).items.isEmpty, "\(name)")
            }
            let viewer = try await WebhookBrowser.open(desk, .viewer, "school")
            #expect(try await viewer.get(Self.path).status == 403)
            #expect(!(try await viewer.get("/events").text.contains(Self.path)))
            #expect(try await viewer.submit(Self.path, Self.form()).status == 403)
            #expect(try await desk.station.number("SELECT count(*) FROM bus.scheduled") == 1)
            let admin = try await WebhookBrowser.open(desk, .admin, "university")
            #expect(try await admin.get("/events").text.contains("href=\"\(Self.path)\""))
            #expect(try await admin.get(Self.path).text.contains("付款/17"))
            let back = try await admin.submit("\(Self.path)/\(Self.id)/take-back", [("source", Self.source)])
            #expect(back.location == "\(Self.path)?done=taken-back")
            let noted = try await desk.station.owner.query(
                "SELECT actor FROM bus.operations WHERE operation = 'unschedule'")
            #expect(noted.map { $0.string(0) } == ["admin-university"])
        }
    }

    @Test("The list has pages")
    func paging() async throws {
        try await WebhookDesk.open { desk in
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            for number in 0..<3 {
                let fields = Self.form([("subject", "付款/\(number)"), ("_id", RecordID.generate().description)])
                #expect(try await browser.submit(Self.path, fields).status == 303)
            }
            var page = try await browser.get("\(Self.path)?limit=2").text
            #expect(page.matches(of: /class="row-link"/).count == 2)
            let next = try #require(page.firstMatch(of: /href="([^"]+after=[^"]+)"/)?.1)
            page = try await browser.get(String(next.replacing("&amp;", with: "&"))).text
            #expect(page.matches(of: /class="row-link"/).count == 1)
            #expect(try await browser.get("\(Self.path)?after=x").status == 422)
        }
    }
}
