import FoundationEssentials
import Model
import NIOHTTP1

/// Sends the rows of a file to a service, chunk by chunk.
public struct ImportSession: Sendable {
    /// How many rows go in one request: enough to be fast, few enough to be one short transaction.
    public static let chunkSize = 500
    private static let attempts = 4

    private let client: ServiceClient
    private let path: String
    private let mapping: ImportMapping?
    private let unit: String?
    private let isDryRun: Bool
    private let run = UUID().uuidString

    /// Prepares an import.
    ///
    /// - Parameters:
    ///   - client: where to.
    ///   - collection: service and collection, for example `partners/institutions`.
    ///   - mapping: how rows become records; nil when the rows are records already.
    ///   - unit: the organisational unit of rows that name none.
    ///   - isDryRun: find out everything, change nothing.
    /// - Throws: ``CommandError`` when `collection` names none.
    public init(
        client: ServiceClient, collection: String, mapping: ImportMapping?, unit: String? = nil, isDryRun: Bool
    ) throws(CommandError) {
        self.client = client
        self.path = try CollectionPath(collection).path + "/import?dryRun=\(isDryRun)"
        self.mapping = mapping
        self.unit = unit
        self.isDryRun = isDryRun
    }

    /// Sends all rows and collects what became of them.
    ///
    /// - Parameters:
    ///   - file: the rows; its unreadable ones are in the summary too.
    ///   - progress: told after every chunk how many rows are done.
    /// - Throws: ``CommandError`` when the server cannot be reached or refuses the whole; what was sent before stays.
    public func send(_ file: SourceFile, progress: (Int) -> Void) async throws -> ImportSummary {
        var summary = ImportSummary()
        summary.isDryRun = self.isDryRun
        summary.rejected = file.issues
        var done = 0
        progress(0)
        for start in stride(from: 0, to: file.rows.count, by: Self.chunkSize) {
            let rows = file.rows[start..<min(start + Self.chunkSize, file.rows.count)]
            let body = self.body(of: rows, refusals: &summary.rejected)
            if !body.isEmpty {
                try summary.add(answer: try await self.post(body, key: "\(self.run)-\(start)"))
            }
            done += rows.count
            progress(done)
        }
        return summary
    }

    private func body(of rows: ArraySlice<SourceRow>, refusals: inout [RowIssue]) -> [UInt8] {
        var body: [UInt8] = []
        for row in rows {
            do {
                var record = try self.mapping?.record(of: row.values) ?? row.values
                record.set(.integer(Int64(row.line)), at: ["line"])
                if let unit = self.unit, record["unit"] == nil { record.set(.string(unit), at: ["unit"]) }
                body += record.bytes
                body.append(UInt8(ascii: "\n"))
            } catch {
                refusals.append(
                    RowIssue(line: row.line, field: error.field, rule: error.rule, message: error.message))
            }
        }
        return body
    }

    /// Sends a chunk again when it may not have arrived: its idempotency key keeps it from being counted twice.
    private func post(_ body: [UInt8], key: String) async throws -> JSON {
        var attempt = 1
        while true {
            do {
                let answer = try await self.client.send(
                    .POST, self.path,
                    headers: [
                        "content-type": "application/x-ndjson", "accept": "application/json", "idempotency-key": key,
                    ],
                    body: body
                )
                guard let json = try? JSON(parsing: answer.body) else {
                    throw CommandError(.failed, "The server's answer to an import is no JSON.")
                }
                return json
            } catch let error as CommandError where error.code == .unavailable && attempt < Self.attempts {
                try await Task.sleep(for: .milliseconds(250 << attempt))
                attempt += 1
            }
        }
    }
}
