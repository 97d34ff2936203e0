import Database
import EventBus
import HTTPTypes
import Model
import ServiceKit
import Testing
import WebPages

@testable import Events

@Suite("The pages of subscriptions")
struct SubscriptionPagesTests {
    private static let path = SubscriptionsPage.path

    /// A subscription of a unit with dead letters, as if its handler had refused everything.
    private static func prepare(_ desk: WebhookDesk, _ name: String, unit: String, letters: Int) async throws {
        let made = try await desk.send(
            .post, "/events/v1/subscriptions",
            ["name": .string(name), "unit": .string(unit), "attempts": 1, "after": 0])
        #expect(made.status == 201, "\(made.json)")
        for _ in 0..<letters { try await desk.station.publish("partners.agreement.签署", unit: unit) }
        let path = "/events/v1/subscriptions/\(name)"
        let received = try await desk.send(.post, "\(path)/receive?wait=20")
        let receipt = try #require(received.json["receipt"])
        let refused = try await desk.send(.post, "\(path)/refuse", ["receipt": receipt, "reason": "账本已关闭"])
        #expect(refused.status == 200, "\(refused.json)")
    }

    @Test("The list shows where each stands, to whoever may move it; the log itself only to who looks after the whole")
    func list() async throws {
        try await WebhookDesk.open { desk in
            try await Self.prepare(desk, "finance-ledger", unit: "school", letters: 2)
            let admin = try await WebhookBrowser.open(desk, .admin, "university")
            let page = try await admin.get(Self.path)
            #expect(page.status == 200)
            #expect(page.headers[.refresh] == nil)
            // Two events within the last minute or so, however long this machine took for them.
            #expect(page.text.contains(/[^0-9]0\.0[1-9] 个\/秒/))
            for text in ["finance-ledger", "学院", "进行中", "死信", "日志末尾", "正常推进"] {
                #expect(page.text.contains(text), "\(text)")
            }
            // Who has done what to it.
            _ = try await desk.send(
                .post, "\(SubscriptionRoutes.path)/finance-ledger/replay", ["after": 0, "through": 2])
            let one = "\(Self.path)/finance-ledger"
            let shown = try await admin.get(one).text
            for text in ["操作记录", "创建", "重放", "token:", "待重放", "停止重放"] { #expect(shown.contains(text), "\(text)") }
            #expect(try await admin.submit("\(one)/end-replays").location == "\(one)?done=end-replays")
            #expect(!(try await admin.get(one).text.contains("待重放")))
            let live = try await admin.get("\(Self.path)?live=on", language: "en")
            #expect(live.headers[.refresh] == "5")
            #expect(live.text.contains("Stop refreshing"))
            let school = try await WebhookBrowser.open(desk, .integrator, "school")
            let theirs = try await school.get(Self.path)
            #expect(theirs.text.contains("finance-ledger"))
            #expect(!theirs.text.contains("日志末尾"))
            let lab = try await WebhookBrowser.open(desk, .integrator, "lab")
            #expect(!(try await lab.get(Self.path).text.contains("finance-ledger")))
            #expect(try await lab.get("\(Self.path)/finance-ledger").status == 404)
            #expect(try await lab.submit("\(Self.path)/finance-ledger/pause").status == 404)
            let viewer = try await WebhookBrowser.open(desk, .viewer, "school")
            #expect(try await viewer.get(Self.path).status == 403)
        }
    }

    @Test("Somebody who holds a transaction open is named, with what they did last")
    func transactions() async throws {
        try await WebhookDesk.open { desk in
            let admin = try await WebhookBrowser.open(desk, .admin, "university")
            try await desk.station.owner.withConnection { connection in
                try await connection.script("BEGIN; SELECT pg_sleep(5.1), '有人忘了提交'")
                let page = try await admin.get(Self.path)
                #expect(page.text.contains("长时间未结束的事务"))
                #expect(page.text.contains("有人忘了提交"))
                try await connection.script("ROLLBACK")
            }
            #expect(!(try await admin.get(Self.path).text.contains("有人忘了提交")))
        }
    }

    @Test("Dead letters are shown with their reasons; one is sent again, another given up, and the rest all at once")
    func deadLetters() async throws {
        try await WebhookDesk.open { desk in
            try await Self.prepare(desk, "finance-ledger", unit: "school", letters: 3)
            let page = "\(Self.path)/finance-ledger"
            let browser = try await WebhookBrowser.open(desk, .integrator, "school")
            let shown = try await browser.get(page).text
            #expect(shown.contains("账本已关闭"))
            #expect(shown.contains("partners.agreement.签署"))
            func dead() async throws -> [Int64] {
                let letters = try await desk.send(.get, "/events/v1/subscriptions/finance-ledger/dead-letters").items
                return letters.compactMap { $0["position"]?.integerValue }
            }
            #expect(try await dead() == [1, 2, 3])
            let driven = try await browser.submit("\(page)/redrive", [("from", "2"), ("through", "2")])
            #expect(driven.location == "\(page)?done=redrive")
            #expect(try await dead() == [1, 3])
            _ = try await browser.submit("\(page)/discard", [("from", "1"), ("through", "1")])
            #expect(try await dead() == [3])
            _ = try await browser.submit("\(page)/discard")
            #expect(try await dead().isEmpty)
            #expect(try await browser.get(page).text.contains("没有死信"))
        }
    }

    @Test("It is paused, resumed, moved and deleted by buttons; a place that the log does not have is refused in words")
    func steps() async throws {
        try await WebhookDesk.open { desk in
            try await Self.prepare(desk, "finance-ledger", unit: "school", letters: 1)
            let page = "\(Self.path)/finance-ledger"
            let browser = try await WebhookBrowser.open(desk, .admin, "school")
            #expect(try await browser.submit("\(page)/pause").location == "\(page)?done=pause")
            #expect(try await browser.get(page).text.contains("已暂停"))
            _ = try await browser.submit("\(page)/resume")
            #expect(try await browser.get(page).text.contains("进行中"))
            for place in ["99", "-1", "x", ""] {
                let refused = try await browser.submit("\(page)/seek", [("position", place)])
                #expect(refused.status == 422, "\(place)")
                #expect(refused.text.contains("seek-issue"))
                #expect(refused.text.contains("value=\"\(place)\""))
                #expect(refused.text.contains("href=\"\(page)?lang=en\""))
            }
            #expect(try await browser.submit("\(page)/seek", [("position", "0")]).location == "\(page)?done=seek")
            #expect(try await browser.submit("\(page)/delete", token: "wrong").status == 403)
            #expect(try await browser.submit("\(page)/delete").location == "\(Self.path)?done=deleted")
            #expect(try await browser.get(page).status == 404)
        }
    }
}
