import HTTPTestSupport
import Model
import NIOHTTP1
import Testing

@testable import YizhanCommands

@Suite("Subscriptions from the command line", .timeLimit(.minutes(5)))
struct SubscriptionCommandTests {
    private func ask<Value: Sendable>(
        _ bodies: [String], _ body: (SubscriptionClient) async throws -> Value,
    ) async throws -> (value: Value, requests: [TestServer.Request]) {
        try await TestServer.with(bodies.map { .init(body: $0) }) { server, url in
            let folder = DataFolder(option: "/nowhere", environment: [:])
            let configuration = try ClientConfiguration(url: url, token: nil, environment: [:], dataFolder: folder)
            let value = try await ServiceClient.with(configuration) { try await body(SubscriptionClient($0)) }
            return (value, server.requests)
        }
    }

    @Test("Every verb goes to its own path, whatever the name")
    func verbs() async throws {
        let place: JSON = ["position": 7]
        let wishes: JSON = ["name": "a", "types": [["type": "partners.*"]]]
        let (_, requests) = try await self.ask(["{}"]) { client in
            _ = try await client.list()
            _ = try await client.show("校园卡")
            _ = try await client.subscribe(wishes.objectValue ?? JSONObject())
            try await client.delete("a/b")
            _ = try await client.operate("seek", "a", place.objectValue ?? JSONObject())
            _ = try await client.operate("dead-letters/redrive", "a")
            _ = try await client.receive("a", limit: 10, wait: 30, visibility: 60)
        }
        let base = "/events/v1/subscriptions"
        #expect(
            requests.map { "\($0.head.method) \($0.head.uri)" } == [
                "GET \(base)", "GET \(base)/%E6%A0%A1%E5%9B%AD%E5%8D%A1", "POST \(base)", "DELETE \(base)/a%2Fb",
                "POST \(base)/a/seek", "POST \(base)/a/dead-letters/redrive",
                "POST \(base)/a/receive?limit=10&wait=30&visibility=60",
            ])
        #expect(requests[2].body == #"{"name":"a","types":[{"type":"partners.*"}]}"#)
        #expect(requests[4].body == #"{"position":7}"#)
    }

    @Test("Dead letters of all subscriptions are read page by page, those of one by position, and one by its place")
    func deadLetters() async throws {
        let (letters, requests) = try await self.ask([
            #"{"items":[{"subscription":"a","position":4},{"subscription":"a","position":9}],"next":"9@a"}"#,
            #"{"items":[{"subscription":"c","position":1}]}"#, #"{"items":[{"position":7}]}"#, #"{"position":7}"#,
        ]) { client in
            let all = try await client.deadLetters(of: nil, limit: 3)
            _ = try await client.deadLetters(of: "校园卡", limit: 5)
            #expect(try await client.deadLetter(of: "a/b", at: 7)["position"] == 7)
            return all
        }
        #expect(letters.compactMap { $0["position"]?.integerValue } == [4, 9, 1])
        #expect(
            requests.map(\.head.uri) == [
                "/events/v1/dead-letters?limit=3", "/events/v1/dead-letters?limit=1&after=9%40a",
                "/events/v1/subscriptions/%E6%A0%A1%E5%9B%AD%E5%8D%A1/dead-letters?after=0&limit=5",
                "/events/v1/subscriptions/a%2Fb/dead-letters/7",
            ])
    }

    @Test("What became of a receipt is said in the reader's language")
    func settlements() {
        let settled = SettlementWords.label(["acknowledged": 2, "refused": 1, "position": 7])
        #expect(settled(.en) == "Acknowledged: 2. Refused: 1. The subscription is at position 7.")
        #expect(settled(.zh) == "已确认 2 个，未处理 1 个；订阅现在位置 7。")
        #expect(SettlementWords.label(["until": "2026-11-21T08:00:00Z"])(.en).contains("until 2026-11-21T08:00:00Z"))
    }

    @Test(
        "A condition is read as it is written",
        arguments: [
            (#"state = "active""#, DataCondition("state", .equal, "active")),
            (#"  record.n   >=  -3.50 "#, DataCondition("record.n", .atLeast, .number("-3.50"))),
            (#"国家 in ["JP", "法 国", 7]"#, DataCondition("国家", .oneOf, ["JP", "法 国", 7])),
            ("open != true", DataCondition("open", .notEqual, true)), ("end absent", DataCondition("end", .absent)),
        ])
    func conditions(text: String, condition: DataCondition) throws {
        #expect(try ConditionArgument.condition(text, .en) == condition)
        #expect(try ConditionArgument.condition(condition.description, .en) == condition)
    }

    @Test(
        "What is no condition is refused with what would be one",
        arguments: [
            ("", "以空格分隔"), ("state", "以空格分隔"), (#"state="active""#, "以空格分隔"),
            ("state = active", #"'state = "active"'"#),
            (#"state == "active""#, "比较方式“==”"), ("state =", "缺少比较的值"), ("state = null", "缺少比较的值"),
            (#"state in "a""#, "列表"), ("state in []", "不能为空"), ("state in [[1]]", "文字、数字"), ("n < true", "文字或数字"),
            ("n present 1", "不需要值"), (#"state = {"a":1}"#, "文字、数字"), ("n = 1e9", "指数"),
        ])
    func noConditions(text: String, words: String) throws {
        let error = #expect(throws: CommandError.self) { _ = try ConditionArgument.condition(text, .zh) }
        #expect(error?.code == .usage)
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("--where '\(text)'") == true)
    }

    @Test("Lines say how it stands in the reader's language, and only what is worth a look")
    func lines() throws {
        let standing = try JSON(
            parsing:
                #"{"name":"财务","unit":"office","state":"active","position":90,"head":100,"lag":10,"lagSeconds":65,"eventsPerSecond":12.5,"retrying":1,"waiting":2,"deadLetters":1,"slots":[{"slot":0,"position":90,"holder":"partners@a:7"},{"slot":2,"position":5,"through":9,"replay":true}]}"#
        )
        let zh = SubscriptionLine(style: Style(isOn: false), language: .zh)
        #expect(zh.subscription(standing) == "财务  office  进行中  90/100  落后 10 (65 s)  12.5 个/秒  重试中 3  死信 1")
        let en = SubscriptionLine(style: Style(isOn: false), language: .en)
        #expect(
            en.details(standing) == """
                财务  office  active  90/100  10 behind (65 s)  12.5/s  3 to be retried  1 dead letter
                  #0  90  partners@a:7
                  #2  5 → 9  replay  held by nobody
                """)
        let choosy = try JSON(
            parsing:
                #"{"name":"a","state":"active","position":7,"head":7,"types":["partners.*"],"sources":["/a","/b"],"subjects":[],"data":[{"path":"国家","is":"=","value":"JP"},{"path":"n","is":"absent"}]}"#
        )
        #expect(
            zh.details(choosy) == """
                a  进行中  7/7
                  类型  partners.*
                  来源  /a, /b
                  数据  国家 = "JP", n absent
                """)
        let quiet = try JSON(
            parsing: #"{"name":"a","state":"paused","position":7,"head":7,"lag":0,"eventsPerSecond":0.0}"#)
        #expect(en.subscription(quiet) == "a  paused  7/7")
        let letter = try JSON(
            parsing:
                #"{"subscription":"a","position":9,"attempts":8,"lastError":"账本已关闭","event":{"type":"a.b","subject":"c/1"}}"#
        )
        #expect(en.deadLetter(letter) == "a  9  a.b  c/1  ×8  账本已关闭")
    }
}
