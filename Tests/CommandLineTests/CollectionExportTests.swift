import Foundation
import HTTPTestSupport
import NIOHTTP1
import Testing

@testable import YizhanCommands

@Suite("Exporting over HTTP", .timeLimit(.minutes(5)))
struct CollectionExportTests {
    private func export(_ replies: [TestServer.Reply], to file: String) async throws -> (count: Int, uri: String?) {
        try await TestServer.with(replies) { server, url in
            let folder = DataFolder(option: "/nowhere", environment: [:])
            let configuration = try ClientConfiguration(url: url, token: nil, environment: [:], dataFolder: folder)
            let export = try CollectionExport(
                collection: "partners/agreements", filters: ["state=active", "名=甲&乙"], format: .csv)
            let count = try await ServiceClient.with(configuration) { try await export.write(to: file, from: $0) }
            return (count, server.requests.first?.head.uri)
        }
    }

    @Test("The file holds what the server sent, and filters are asked for as they were written")
    func complete() async throws {
        let file = "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8)).csv"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let (count, uri) = try await self.export([.init(type: "text/csv", body: "code\nA\n")], to: file)
        #expect(count == 7)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "code\nA\n")
        #expect(uri == "/partners/v1/agreements/export.csv?state=active&%E5%90%8D=%E7%94%B2%26%E4%B9%99")
    }

    @Test("An export that was cut off leaves no file that looks complete")
    func cut() async throws {
        let file = "/tmp/yizhan-tests-\(UUID().uuidString.prefix(8)).csv"
        await #expect(throws: (any Error).self) {
            _ = try await self.export([.init(type: "text/csv", body: "code\nA\n", isCut: true)], to: file)
        }
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(!FileManager.default.fileExists(atPath: file + ".part"))
    }

    @Test("A filter without a value is refused", arguments: ["state", "=x"])
    func filters(text: String) {
        #expect(throws: CommandError.self) {
            _ = try CollectionExport(collection: "partners/agreements", filters: [text], format: .csv)
        }
    }
}
