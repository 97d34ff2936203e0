import Foundation
import TestSupport

/// A whole office in a process of its own, over a database of its own, for the length of a test.
enum OfficeProcess {
    /// Lends a client with every right.
    static func with<Value>(
        _ arguments: [String] = [], environment: [String: String] = [:], _ body: (OfficeClient) async throws -> Value,
    ) async throws -> Value {
        try await TestDatabase.with { database in
            let folder = FileManager.default.temporaryDirectory.appending(
                path: "yizhan-office-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: folder) }
            let port = Int.random(in: 30_000..<32_000)
            let office = try Program(
                name: "yizhan", environment: environment.merging(["YIZHAN_DATABASE_URL": database.url]) { $1 }
            )
            .start(["up", "--port", "\(port)", "--data", folder.path, "--json"] + arguments)
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(try await FirstRoadTests.ready(office, folder, port)))
            } catch {
                result = .failure(error)
            }
            office.signal(SIGTERM)
            _ = await office.outcome()
            return try result.get()
        }
    }
}
