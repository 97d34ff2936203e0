import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

/// Records that are acceptable and doubtful all the same.
@Suite("Doubts")
struct DoubtTests {
    private static func warnings(_ answer: Answer) -> [String] {
        (answer["warnings"]?.arrayValue ?? []).map {
            "\($0["pointer"]?.stringValue ?? "") \($0["message"]?.stringValue ?? "")"
        }
    }

    @Test("A program is told of look-alikes in the answer, and can send that answer back")
    func told() async throws {
        try await Office.open { office in
            let hall = Place.input("同名楼", ["code": "P-1"])
            let first = try await office.post(places, hall)
            #expect(first.status == 201 && first["warnings"] == nil)
            let second = try await office.post(
                places, Place.input("同名楼"), [.acceptLanguage: "en", .idempotencyKey: "a"])
            #expect(second.status == 201)
            #expect(Self.warnings(second) == ["#/name May be P-1"])
            let again = try await office.post(
                places, Place.input("同名楼"), [.acceptLanguage: "en", .idempotencyKey: "a"])
            #expect(again.bytes == second.bytes)
            // It is said of the change, and no part of the record.
            #expect(try await office.get("\(places)/\(second.id)")["warnings"] == nil)
            var object = try #require(try second.json.objectValue)
            object["capacity"] = 7
            let changed = try await office.patch("\(places)/\(second.id)", .object(object), second.etag)
            #expect(changed.status == 200 && changed["capacity"] == 7)
            #expect(Self.warnings(changed).count == 1)
            #expect(try await office.number("SELECT count(*) FROM samples.history") == 3)
            #expect(
                try await office.number("SELECT count(*) FROM bus.events WHERE data::text LIKE '%warnings%'") == 0)
        }
    }

    @Test("A person is asked before a doubtful record is saved, and says that it is meant by another button")
    func asked() async throws {
        try await Office.open { office in
            try await office.host.identity.ensurePerson("li", role: .editor, unit: "office")
            let browser = try await Browser.signIn(office, as: "li")
            let token = try await browser.formToken()
            func send(_ more: [(String, String)] = []) async throws -> Answer {
                try await browser.submit(
                    "/samples/places", [("name.zh", "同名楼"), ("unit", "office"), ("_key", "k1")] + more, token: token)
            }
            func seal(_ page: Answer) -> String {
                let button = page.text.firstRange(of: "name=\"_anyway\" value=\"")
                return button.map { String(page.text[$0.upperBound...].prefix { $0 != "\"" }) } ?? ""
            }
            _ = try await office.post(places, Place.input("同名楼", ["code": "P-1"]))
            let asked = try await send()
            #expect(asked.status == 422)
            #expect(asked.text.contains("可能与 P-1 重复") && asked.text.contains("仍然创建"))
            #expect(asked.text.contains("value=\"k1\"") && asked.text.contains("value=\"同名楼\""))
            // The usual button asks once more, and so does a seal of other doubts.
            #expect(try await send().status == 422)
            #expect(try await send([("_anyway", "x")]).status == 422)
            #expect(try await office.traces()[0] == 1)
            // What is refused for another reason keeps what was said.
            let refused = try await send([("_anyway", seal(asked)), ("capacity", "-1")])
            #expect(refused.status == 422 && seal(refused) == seal(asked) && !refused.text.contains("仍然创建"))
            _ = try await office.post(places, Place.input("同名楼", ["code": "P-2"]))
            let more = try await send([("_anyway", seal(asked))])
            #expect(more.status == 422 && more.text.contains("可能与 P-2 重复"))
            let saved = try await send([("_anyway", seal(more))])
            #expect(saved.status == 303)
            // However often the button is pressed.
            #expect(try await send([("_anyway", seal(more))]).headers[.location] == saved.headers[.location])
            #expect(try await send().headers[.location] == saved.headers[.location])
            #expect(try await office.traces()[0] == 3)
        }
    }
}
