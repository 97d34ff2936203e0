import FoundationEssentials
import Model
import NIOHTTP1
import Tabular

/// Sends the rows of a file to a service, chunk by chunk.
public struct ImportSession: Sendable {
    /// How many rows go in one request: enough to be fast, few enough to be one short transaction and to tell progress.
    public static let chunkSize = 500
    /// How much goes in one request of a dry run: as much as the server takes, because it compares the rows of one
    /// request with each other, and rows that are not kept cannot be found again by the next.
    static let dryRunLimit = 8 << 20
    static let dryRunRows = 50_000
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
        progress(0)
        var chunk = Chunk()
        for (done, row) in file.rows.enumerated() {
            guard let record = self.record(of: row, refusals: &summary.rejected) else { continue }
            if chunk.isFull(for: record, isDryRun: self.isDryRun) {
                try summary.add(answer: try await self.post(chunk.body, key: "\(self.run)-\(done)"))
                chunk = Chunk()
                progress(done)
            }
            chunk.add(record)
        }
        if chunk.count > 0 {
            try summary.add(answer: try await self.post(chunk.body, key: "\(self.run)-\(file.rows.count)"))
        }
        progress(file.rows.count)
        return summary
    }

    /// The rows of one request.
    private struct Chunk {
        private(set) var body: [UInt8] = []
        private(set) var count = 0

        mutating func add(_ record: [UInt8]) {
            self.body += record
            self.count += 1
        }

        func isFull(for record: [UInt8], isDryRun: Bool) -> Bool {
            guard self.count > 0 else { return false }
            if self.body.count + record.count > ImportSession.dryRunLimit { return true }
            return self.count == (isDryRun ? ImportSession.dryRunRows : ImportSession.chunkSize)
        }
    }

    /// A row as a line of the request; nil when the mapping refuses it.
    private func record(of row: TableRow, refusals: inout [RowIssue]) -> [UInt8]? {
        do {
            var record = try self.mapping?.record(of: row.values) ?? row.values
            record.set(.integer(Int64(row.line)), at: ["line"])
            if let element = row.place.element { record.set(.integer(Int64(element)), at: ["element"]) }
            if let unit = self.unit, record["unit"] == nil { record.set(.string(unit), at: ["unit"]) }
            return record.bytes + [UInt8(ascii: "\n")]
        } catch {
            refusals.append(
                RowIssue(
                    line: row.line, element: row.place.element, field: error.field, rule: error.rule,
                    message: error.message))
            return nil
        }
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
                    body: body,
                    // A dry run of many rows is one request, answered when all of them were tried.
                    seconds: self.isDryRun ? 900 : 120
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
