import HTTPTestSupport
import Model
import NIOHTTP1
import Tabular
import Testing

@testable import YizhanCommands

@Suite("Importing over HTTP", .timeLimit(.minutes(5)))
struct ImportSessionTests {
    let answer = #"{"created":2,"updated":0,"unchanged":1,"suspicious":[],"rejected":[]}"#

    private func send(
        _ text: String, to url: String, mapping: ImportMapping? = nil, table: Table? = nil, isDryRun: Bool = false
    ) async throws -> ImportSummary {
        let folder = DataFolder(option: "/nowhere", environment: [:])
        let configuration = try ClientConfiguration(url: url, token: "t", environment: [:], dataFolder: folder)
        return try await ServiceClient.with(configuration) { client in
            let session = try ImportSession(
                client: client, collection: "partners/institutions", mapping: mapping, isDryRun: isDryRun)
            return try await session.send(try SourceFile(bytes: Array(text.utf8), table: table)) { _ in }
        }
    }

    @Test("Rows go as NDJSON with their lines, in chunks, and the answers are added up")
    func chunks() async throws {
        try await TestServer.with([.init(body: self.answer)]) { server, url in
            let rows = (1...1201).map { "{\"code\":\"P\($0)\"}" }.joined(separator: "\n")
            let summary = try await self.send(rows, to: url)
            #expect(summary.created == 6)
            #expect(summary.unchanged == 3)
            #expect(server.requests.count == 3)
            let first = try #require(server.requests.first)
            #expect(first.head.uri == "/partners/v1/institutions/import?dryRun=false")
            #expect(first.head.headers["content-type"] == ["application/x-ndjson"])
            #expect(first.head.headers["authorization"] == ["Bearer t"])
            #expect(first.body.hasPrefix("{\"code\":\"P1\",\"line\":1}\n{\"code\":\"P2\",\"line\":2}\n"))
            #expect(first.body.split(separator: "\n").count == 500)
            #expect(Set(server.requests.compactMap { $0.head.headers["idempotency-key"].first }).count == 3)
        }
    }

    @Test("A dry run is one request, so that the server compares all its rows with each other")
    func dryRun() async throws {
        try await TestServer.with([.init(body: self.answer)]) { server, url in
            let rows = (1...1201).map { "{\"code\":\"P\($0)\"}" }.joined(separator: "\n")
            let summary = try await self.send(rows, to: url, isDryRun: true)
            #expect(summary.created == 2)
            #expect(server.requests.map(\.head.uri) == ["/partners/v1/institutions/import?dryRun=true"])
            #expect(server.requests.first?.body.split(separator: "\n").count == 1201)
        }
    }

    @Test("Rows that the mapping refuses leave no holes in the chunks")
    func fullChunks() async throws {
        try await TestServer.with([.init(body: self.answer)]) { server, url in
            let mapping = try ImportMapping(json: ["seats": ["from": "n", "change": ["integer"]]])
            let rows = (1...1100).map { "\($0.isMultiple(of: 11) ? "many" : "\($0)"),x" }
            let text = (["n,x"] + rows).joined(separator: "\n")
            let summary = try await self.send(text, to: url, mapping: mapping)
            #expect(summary.rejected.count == 100)
            #expect(server.requests.map { $0.body.split(separator: "\n").count } == [500, 500])
        }
    }

    @Test("Without a mapping the columns of CSV are the record type's, and their cells have its types")
    func typedColumns() async throws {
        try await TestServer.with([.init(body: self.answer)]) { server, url in
            let text = "title.zh,title.en,country,website,note\n京都大学,Kyoto,JP,,'=1\n"
            _ = try await self.send(text, to: url, table: Table(Institution.resource))
            let sent = try JSON(parsing: server.requests.first?.body ?? "")
            #expect(
                sent == [
                    "title": ["zh": "京都大学", "en": "Kyoto"], "country": "JP", "note": "=1", "line": 2,
                ])
            let error = #expect(throws: CommandError.self) {
                _ = try SourceFile(
                    bytes: Array("colour\nx\n".utf8), table: Table(Institution.resource), language: .zh)
            }
            #expect(error?.code == .badInput)
            #expect(error?.description.contains("没有列“colour”") == true)
        }
    }

    @Test("Bad rows of the file, of the mapping and of the server are all reported by line")
    func reports() async throws {
        let answer = """
            {"created":1,"updated":0,"unchanged":0,
             "suspicious":[{"line":2,"field":"name","rule":"similar","message":"像另一所学校"}],
             "rejected":[{"line":5,"field":"country","rule":"code","message":"unknown"}]}
            """
        try await TestServer.with([.init(body: answer)]) { _, url in
            let mapping = try ImportMapping(json: ["count": ["from": "n", "change": ["integer"]]])
            let summary = try await self.send("n,x\n1,1\n1,1,1\nmany,1\n5,1\n", to: url, mapping: mapping)
            #expect(summary.rejected.map(\.line).sorted() == [3, 4, 5])
            let text = summary.text(style: Style(isOn: false))
            #expect(text.contains("? line 2: name 像另一所学校 (similar)"))
            #expect(text.contains("x line 4: count not a value of the kind integer (integer)"))
            #expect(text.hasSuffix("1 created, 0 updated, 0 unchanged, 1 suspicious, 3 rejected"))
            #expect(summary.json["rejected"]?.arrayValue?.count == 3)
        }
    }

    @Test("Which record a row changes is told, twenty times in words and always as JSON")
    func changes() async throws {
        func change(_ line: Int) -> JSON {
            [
                "line": .integer(Int64(line)), "pointer": "#", "field": "", "rule": "changed",
                "message": .string("修改 P-\(line) 地点：名称、容量"),
            ]
        }
        func answer(_ count: Int) -> String {
            let changes = (2..<2 + count).reversed().map(change)
            let json: JSON = [
                "created": 0, "updated": .integer(Int64(count)), "unchanged": 0, "changes": .array(changes),
                "suspicious": [], "rejected": [],
            ]
            return json.description
        }
        for (count, last) in [
            (20, "~ line 21: 修改 P-21 地点：名称、容量"), (21, "… and 1 more change"), (25, "… and 5 more changes"),
        ] {
            try await TestServer.with([.init(body: answer(count))]) { _, url in
                let summary = try await self.send("{\"code\":\"A\"}", to: url)
                let lines = summary.text(style: Style(isOn: false)).split(separator: "\n")
                #expect(lines.first == "~ line 2: 修改 P-2 地点：名称、容量")
                #expect(lines.dropLast().last.map(String.init) == last)
                #expect(lines.last == "0 created, \(count) updated, 0 unchanged, 0 rejected")
                let changes = summary.json["changes"]?.arrayValue
                #expect(changes?.count == count)
                #expect(changes?.first == change(2))
            }
        }
    }

    @Test("A chunk whose answer is lost is sent again under the same key")
    func retry() async throws {
        let replies: [TestServer.Reply] = [.init(status: .serviceUnavailable), .init(body: self.answer)]
        try await TestServer.with(replies) { server, url in
            let summary = try await self.send("{\"code\":\"A\"}", to: url)
            #expect(summary.created == 2)
            let keys = server.requests.flatMap { $0.head.headers["idempotency-key"] }
            #expect(keys.count == 2)
            #expect(Set(keys).count == 1)
        }
    }

    @Test("A refusal of the whole names what the server says, and is not tried again")
    func refusal() async throws {
        let body = #"{"title":"Forbidden","detail":"需要 editor 角色","status":403}"#
        try await TestServer.with([.init(status: .forbidden, body: body)]) { server, url in
            let error = await #expect(throws: CommandError.self) { _ = try await self.send("{}", to: url) }
            #expect(error?.code == .notPermitted)
            #expect(error?.description.contains("需要 editor 角色") == true)
            #expect(server.requests.count == 1)
        }
    }

    @Test("A collection is named by service and collection", arguments: ["partners", "a/b/c", "a/../b", "/x", "A/b?c"])
    func collections(text: String) {
        #expect(throws: CommandError.self) { _ = try CollectionPath(text) }
    }
}
