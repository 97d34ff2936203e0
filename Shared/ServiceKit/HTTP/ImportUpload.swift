import HTTPTypes
import Model
import Tabular

/// The rows of an upload, as they are sent to the JSON interface or by the page.
struct ImportUpload {
    /// The most that one upload may hold.
    static let byteLimit = 8 << 20
    /// The most rows in one upload: 8 MiB of nearly empty rows would be millions.
    static let rowLimit = 50_000
    /// The numbers that a line may have.
    private static let lines: ClosedRange<Int64> = 1...Int64(Int32.max)
    /// The media types that are understood.
    static let mediaTypes = ["text/csv", "application/json", "application/x-ndjson"]

    let rows: [ImportRow]
    private let unreadable: [LineIssue]

    /// Reads an upload of which a header says what it is.
    ///
    /// - Throws: ``Problem`` for another media type, ``ValidationError`` when nothing in it can be read.
    init(_ bytes: [UInt8], contentType: String, of resource: Resource) throws {
        let header = ContentType(contentType)
        let format: TableFile.Format? =
            switch header.type {
            case "text/csv": .csv
            case "application/json": .json
            case "application/x-ndjson": .lines
            default: nil
            }
        guard let format else { throw Problem.unsupportedMedia(Self.mediaTypes.joined(separator: ", ")) }
        try self.init(bytes, format: format, charset: header.parameters["charset"], of: resource)
    }

    /// Reads a file; without a format its first character tells what it is.
    init(_ bytes: [UInt8], format: TableFile.Format?, charset: String? = nil, of resource: Resource) throws {
        do {
            let file = try TableFile(
                bytes: bytes, format: format, charset: charset, table: Table(resource), limit: Self.rowLimit)
            var rows: [ImportRow] = []
            var unreadable = file.issues
            for row in file.rows {
                // A sender that divides a file says where a row stood in the whole of it.
                var object = row.values.objectValue ?? JSONObject()
                let given = object["line"]
                object["line"] = nil
                if let line = Self.line(given, of: row) {
                    rows.append(ImportRow(line: line, input: .object(object)))
                } else {
                    let issue = Issue("/line", .range, .range("\(Self.lines.lowerBound)", "\(Self.lines.upperBound)"))
                    unreadable.append(LineIssue(line: row.line, issue: issue))
                }
            }
            self.rows = rows
            self.unreadable = unreadable
        } catch {
            throw ValidationError(error.issues)
        }
    }

    /// The line that the sender names, else the one in the upload; nil when what is named is no line.
    private static func line(_ given: JSON?, of row: TableRow) -> Int? {
        guard let given, !given.isNull else { return row.line }
        guard let line = given.integerValue, Self.lines.contains(line) else { return nil }
        return Int(line)
    }

    /// Takes the rows in, and adds to the report what could not be read.
    func take(
        into resource: Resource, by keeper: RecordKeeper, as actor: Actor, dryRun: Bool,
    ) async throws -> ImportReport {
        var report = ImportReport()
        for unreadable in self.unreadable { report.reject(line: unreadable.line, [unreadable.issue]) }
        do {
            report.add(try await keeper.importRows(self.rows, into: resource, as: actor, dryRun: dryRun))
        } catch let interruption as ImportInterruption {
            report.add(interruption.report)
            report.sort()
            throw ImportInterruption(report: report, line: interruption.line, reason: interruption.reason)
        }
        report.sort()
        return report
    }
}
