import HTTPTypes
import Model
import Tabular

/// The rows of an upload, as they are sent to the JSON interface or by the page.
struct ImportUpload {
    /// The most that one upload may hold.
    static let byteLimit = 8 << 20
    /// The most rows in one upload: 8 MiB of nearly empty rows would be millions.
    static let rowLimit = 50_000
    /// The numbers that a line or an element may have.
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
                let given = (line: object["line"], element: object["element"])
                object["line"] = nil
                object["element"] = nil
                do {
                    rows.append(ImportRow(try Self.place(given, of: row), input: .object(object)))
                } catch {
                    unreadable += error.issues.map { LineIssue(row.place, issue: $0) }
                }
            }
            self.rows = rows
            self.unreadable = unreadable
        } catch {
            throw ValidationError(error.issues)
        }
    }

    /// The place that the sender names, else the one in the upload.
    private static func place(
        _ given: (line: JSON?, element: JSON?), of row: TableRow,
    ) throws(ValidationError) -> RowPlace {
        guard let line = try Self.number(given.line, "line") else { return row.place }
        return RowPlace(line: line, element: try Self.number(given.element, "element"))
    }

    private static func number(_ given: JSON?, _ name: String) throws(ValidationError) -> Int? {
        guard let given, !given.isNull else { return nil }
        guard let number = given.integerValue, Self.lines.contains(number) else {
            throw ValidationError("/\(name)", .range, .range("\(Self.lines.lowerBound)", "\(Self.lines.upperBound)"))
        }
        return Int(number)
    }

    /// Takes the rows in, and adds to the report what could not be read.
    func take(
        into resource: Resource, by keeper: RecordKeeper, as actor: Actor, dryRun: Bool,
    ) async throws -> ImportReport {
        var report = ImportReport()
        for unreadable in self.unreadable { report.reject(unreadable.place, [unreadable.issue]) }
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
