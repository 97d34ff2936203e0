import Hummingbird
import Model
import NIOCore

extension CollectionRoutes {
    /// The most that one portion of an import may hold; the sender divides a file into portions of some hundred rows.
    static let importLimit = 8 << 20
    /// The most rows in one portion: each portion is one transaction.
    static let importRowLimit = 1000

    /// Takes in newline-delimited JSON: a record a line, optionally with a `line` that says where it stood in the file.
    @Sendable func importRows(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        guard actor.access.allows(.editor) else { throw Refusal.forbidden(.editor, unit: "") }
        try request.refuseOversized(Self.importLimit)
        guard request.headers[.contentType]?.hasPrefix("application/x-ndjson") == true else {
            throw Problem.unsupportedMedia("application/x-ndjson")
        }
        // Looked at before anything is done: a dry run that was misspelt must not become an import.
        let dryRun = try Self.dryRun(request)
        let bytes = Array(try await request.body.collect(upTo: Self.importLimit).readableBytesView)
        var rows: [ImportRow] = []
        var unreadable: [(line: Int, issue: Issue)] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, text) in lines.enumerated() where !text.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
            do {
                var line = index + 1
                var json = try JSON(parsing: Array(text))
                if case .object(var object) = json {
                    if let given = object["line"]?.integerValue { line = Int(given) }
                    object["line"] = nil
                    json = .object(object)
                }
                rows.append(ImportRow(line: line, input: json))
            } catch {
                unreadable.append(
                    (index + 1, Issue("", .format, Label(zh: error.message(.zh), en: error.message(.en)))))
            }
        }
        guard rows.count <= Self.importRowLimit else {
            throw ValidationError("", .maxLength, .range("1", "\(Self.importRowLimit)"))
        }
        var report = try await self.runtime.keeper.importRows(rows, into: self.resource, as: actor, dryRun: dryRun)
        report.rejected = unreadable + report.rejected
        return .json(report.json(in: context.language))
    }

    private static func dryRun(_ request: Request) throws(ValidationError) -> Bool {
        var isDryRun = false
        for (name, value) in request.queryPairs where name != "lang" {
            guard name == "dryRun" else {
                throw ValidationError("/\(name)", .unknownField, Label(zh: "没有这个参数", en: "There is no such parameter"))
            }
            guard value == "true" || value == "false" else { throw ValidationError("/dryRun", .type, .trueOrFalse) }
            isDryRun = value == "true"
        }
        return isDryRun
    }
}

extension ImportReport {
    func json(in language: DisplayLanguage) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("created", self.created)
        writer.member("updated", self.updated)
        writer.member("unchanged", self.unchanged)
        for (name, entries) in [("suspicious", self.suspicious), ("rejected", self.rejected)] {
            writer.key(name)
            writer.beginArray()
            for (line, issue) in entries { writer.issue(issue, line: line, in: language) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }
}
