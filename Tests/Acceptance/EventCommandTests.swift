import Foundation
import Model
import TestSupport
import Testing

/// The commands about events of one's own and about the log, against a running office.
@Suite("Events on the command line", .serialized)
struct EventCommandTests {
    private static func program(_ office: OfficeClient, _ locale: String) -> Program {
        Program(
            name: "yizhan", environment: ["YIZHAN_URL": office.url, "YIZHAN_TOKEN": office.token, "LC_ALL": locale])
    }

    @Test("An event is scheduled, listed, taken back, published and erased, in the language of the terminal")
    func events() async throws {
        try await OfficeProcess.with { office in
            let english = Self.program(office, "en_US.UTF-8")
            let chinese = Self.program(office, "zh_CN.UTF-8")
            let event = [
                "/integrators/office/command%20line", "cn.edu.example.due", #"{"护照":"E1"}"#, "--subject", "付款/17",
            ]
            let due = ["--due", "2027-11-21T08:00:00+08:00"]
            let made = try await chinese.run(["events", "schedule"] + event + due)
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.errors.contains("已预定：2027-11-21T00:00:00Z"))
            let id = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let again = try await english.run(["events", "schedule", "--id", id, "--json"] + event + due)
            #expect(try JSON(parsing: again.output)["known"] == true)
            let list = try await english.run(["events", "scheduled"])
            #expect(list.output.contains(id) && list.output.contains("付款/17"))
            let shown = try await english.run(["events", "scheduled", id])
            #expect(shown.output.contains("付款/17") && shown.output.contains("护照"), "\(shown.errors)")
            let nobody = try await english.run(
                ["events", "scheduled", id, "--source", "/integrators/office/other", "--json"])
            #expect(nobody.status == 1 && nobody.errors.contains("404"), "\(nobody.errors)")
            #expect(try await chinese.run(["events", "unschedule", id]).errors.contains("已撤回"))
            let late = try await english.run(["events", "unschedule", id])
            #expect(late.status == 1 && late.errors.contains("No event \(id) waits"))
            #expect(try await chinese.run(["events", "scheduled"]).errors.contains("没有预定的事件"))
            let past = try await chinese.run(["events", "schedule", "--due", "2016-11-21T08:00:00Z"] + event)
            #expect(past.status == 1 && past.errors.contains("#/due"), "\(past.errors)")
            #expect(try await english.run(["events", "unschedule", "17"]).status == 64)

            #expect(try await english.run(["events", "publish", "--id", id] + event).status == 0)
            var position = ""
            try await eventually("it stands in the log") {
                let events = try await office.get("/events/v1/log?type=cn.edu.*").json["events"]?.arrayValue ?? []
                position = events.first?["sequence"]?.stringValue ?? ""
                return !position.isEmpty
            }
            #expect(try await english.run(["events", "erase", position]).status == 64)
            let erased = try await chinese.run(["events", "erase", position, "--reason", "依申请删除"])
            #expect(erased.status == 0 && erased.errors.contains(id), "\(erased.errors)")
            let log = try await english.run(["events", "log", "--type", "cn.edu.*", "--json"])
            #expect(log.output.contains(id) && !log.output.contains("护照"))
            let missing = try await english.run(["events", "erase", "999999", "--reason", "x"])
            #expect(missing.status == 1 && missing.errors.contains("404"))
        }
    }

    @Test("A file of events is published whole or not at all, and what is wanted of the log is said by its attributes")
    func batches() async throws {
        try await OfficeProcess.with { office in
            let english = Self.program(office, "en_US.UTF-8")
            let chinese = Self.program(office, "zh_CN.UTF-8")
            let source = "/integrators/office/command%20line"
            func event(_ number: Int, type: String = "cn.edu.example.paid") -> JSON {
                [
                    "specversion": "1.0", "id": .string(UUID().uuidString.lowercased()), "source": .string(source),
                    "type": .string(type), "subject": .string("payments/\(number)"), "unit": "office",
                ]
            }
            let file = FileManager.default.temporaryDirectory.appending(path: "yizhan-\(UUID()).json").path
            defer { try? FileManager.default.removeItem(atPath: file) }
            func write(_ text: String) throws { try text.write(toFile: file, atomically: true, encoding: .utf8) }
            let events = (1...3).map { event($0) }
            try write(JSON.array(events + [event(4, type: "partners.agreement.signed")]).description)
            let refused = try await english.run(["events", "publish", "--batch", file])
            #expect(refused.status == 1 && refused.errors.contains("#/3/type"), "\(refused.errors)")
            try write(events.map(\.description).joined(separator: "\n"))
            let made = try await english.run(["events", "publish", "--batch", file])
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.output.split(separator: "\n").count == 3)
            let again = try await chinese.run(["events", "publish", "--batch", file, "--json"])
            #expect(try JSON(parsing: again.output)["known"] == 3)
            try write("id,source")
            #expect(try await chinese.run(["events", "publish", "--batch", file]).status == 65)
            for arguments in [["--batch", file, source, "x"], [source], ["--batch", file, "--subject", "x"]] {
                #expect(try await english.run(["events", "publish"] + arguments).status == 64, "\(arguments)")
            }
            func subjects(_ arguments: [String]) async throws -> [String] {
                let answer = try await english.run(["events", "log", "--json", "--type", "cn.edu.*"] + arguments)
                return try (JSON(parsing: answer.output)["events"]?.arrayValue ?? [])
                    .compactMap { $0["subject"]?.stringValue }
            }
            try await eventually("they stand in the log") { try await subjects([]).count == 3 }
            #expect(try await subjects(["--subject", "payments/2"]) == ["payments/2"])
            #expect(try await subjects(["--source", source, "--unit", "office"]).count == 3)
            #expect(try await subjects(["--source", "/partners"]).isEmpty)
            #expect(try await subjects(["--unit", "university"]).isEmpty)
            let tail = try await english.run(
                [
                    "events", "tail", "--after", "0", "--limit", "1", "--source", source, "--unit", "office",
                    "--subject", "payments/3",
                ])
            #expect(tail.output.contains("payments/3"), "\(tail.errors)")
        }
    }

    @Test("A subscription says what it wants, and a condition that a shell has spoilt is refused in words")
    func subscriptions() async throws {
        try await OfficeProcess.with { office in
            let chinese = Self.program(office, "zh_CN.UTF-8")
            let create = ["subscriptions", "create", "japan", "--source", "/partners"]
            let spoilt = try await chinese.run(create + ["--where", "record.country = JP"])
            #expect(spoilt.status == 64)
            #expect(spoilt.errors.contains(#"'record.country = "JP"'"#), "\(spoilt.errors)")
            let made = try await chinese.run(
                create + [
                    "--where", #"record.country = "JP""#, "--where", "record.website present", "--time",
                    "2026-01-01T00:00:00Z",
                ])
            #expect(made.status == 0, "\(made.errors)")
            #expect(made.output.contains(#"数据  record.country = "JP", record.website present"#), "\(made.output)")
            #expect(try await chinese.run(["subscriptions", "show", "japan"]).output.contains("来源  /partners"))
            let both = try await chinese.run(create + ["--time", "2026-01-01T00:00:00Z", "--after", "0"])
            #expect(both.status == 64)
            let taken = try await chinese.run(["subscriptions", "create", "partners.feed"])
            #expect(taken.status == 1 && taken.errors.contains("#/name"), "\(taken.errors)")
        }
    }
}
