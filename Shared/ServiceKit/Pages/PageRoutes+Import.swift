import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Tabular
import WebPages

extension PageRoutes {
    /// What the other fields of the form may take beside the file.
    private static let importFormLimit = ImportUpload.byteLimit + (64 << 10)
    /// The most rows that a report shows; a person mends these first.
    private static let mostReportedRows = 500

    func addImport(to router: RouterGroup<ServiceRequestContext>) {
        // What only the program makes cannot be brought along.
        guard !self.collection.isKeptByProgram else { return }
        let path = RouterPath(self.resource.importPath)
        router.get(path, use: self.importForm)
        router.post(path, use: self.importFile)
        router.get(path.appendingPath("template.csv"), use: self.importTemplate)
    }

    private var table: Table {
        Table(self.resource, withholding: Set(self.collection.rule.fieldsWithheldFromNew))
    }

    private func importPage(
        _ request: Request, _ context: ServiceRequestContext, report: ImportPage.Report? = nil, issues: [Issue] = [],
        fileName: String? = nil, checked: String? = nil, status: HTTPResponse.Status = .ok, notice: Notice? = nil,
    ) -> Response {
        let columns = self.table.writableColumns.map { column in
            ImportPage.Column(
                name: column.name, label: column.label, form: column.form, isRequired: column.isRequired)
        }
        let page = ImportPage(
            resource: self.resource, columns: columns, templateHref: "\(self.resource.importPath)/template.csv",
            fileName: fileName, issues: issues, report: report, checked: checked)
        return .page(page.render(in: self.frame(request, context, notice)), status: status)
    }

    private func requireEditor(_ context: ServiceRequestContext) throws -> Actor {
        let actor = try context.requireActor()
        guard actor.access.allows(.editor) else { throw Refusal.forbidden(.editor, unit: "") }
        return actor
    }

    @Sendable private func importForm(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try self.requireEditor(context)
        return self.importPage(request, context)
    }

    @Sendable private func importTemplate(
        _ request: Request, _ context: ServiceRequestContext,
    ) async throws -> Response {
        _ = try self.requireEditor(context)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(self.resource.collection)-template.csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: self.table.template)))
    }

    @Sendable private func importFile(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try self.requireEditor(context)
        let type = request.headers[.contentType] ?? ""
        let bytes = try await request.importBody(upTo: Self.importFormLimit)
        let form = try MultipartForm(bytes, contentType: type)
        let pairs = form.pairs
        guard let session = context.session, pairs.hasForgeryToken(of: session) else { throw Problem.forged }
        let checkedFiles = CheckedFiles(self.resource, of: actor, pool: self.runtime.pool)
        let checked = pairs.last { $0.name == "checked" }?.value
        let dryRun = pairs.contains { $0.name == "dryRun" && $0.value == "true" }
        var name: String?
        do {
            let content: [UInt8]
            if let checked {
                guard let file = try await checkedFiles.file(checked) else {
                    throw ValidationError("/file", .required, .noLongerKept)
                }
                (content, name) = file
            } else {
                let files = form.files("file")
                guard let file = files.first, files.count == 1 else {
                    throw ValidationError("/file", .required, files.isEmpty ? .chooseFile : .oneFile)
                }
                (content, name) = (Array(file.body), file.fileName)
            }
            let upload = try ImportUpload(content, format: nil, of: self.resource)
            let report = try await upload.take(
                into: self.resource, by: self.runtime.keeper, as: actor, dryRun: dryRun)
            var kept: String?
            if dryRun, report.created + report.updated > 0 {
                kept = try await checkedFiles.keep(content, name: name)
            } else if !dryRun, let checked {
                try await checkedFiles.remove(checked)
            }
            return self.importPage(
                request, context, report: Self.shown(report, wasDryRun: dryRun), fileName: name, checked: kept)
        } catch let error as ValidationError {
            return self.importPage(
                request, context, issues: error.issues, fileName: name, status: .unprocessableContent)
        } catch let interruption as ImportInterruption {
            return self.importPage(
                request, context, report: Self.shown(interruption.report, wasDryRun: dryRun), fileName: name,
                status: Problem(interruption)?.status ?? .serviceUnavailable,
                notice: Notice(.error, .interrupted(interruption)))
        }
    }

    /// The rows about which there is something to say, in the order of the file.
    private static func shown(_ report: ImportReport, wasDryRun: Bool) -> ImportPage.Report {
        var rows: [RowPlace: ImportPage.Row] = [:]
        for entry in report.rejected {
            rows[entry.place, default: .init(at: entry.place, outcome: .refused)].issues.append(entry.issue)
        }
        for entry in report.suspicious {
            rows[entry.place, default: .init(at: entry.place, outcome: .doubtful)].issues.append(entry.issue)
        }
        for entry in report.changes {
            rows[entry.place, default: .init(at: entry.place, outcome: .updated)].issues.append(entry.issue)
        }
        // Where not all can be shown, what needs a look comes before what merely changes.
        let sorted = rows.sorted {
            ($0.value.outcome == .updated ? 1 : 0, $0.key) < ($1.value.outcome == .updated ? 1 : 0, $1.key)
        }
        return ImportPage.Report(
            wasDryRun: wasDryRun, created: report.created, updated: report.updated, unchanged: report.unchanged,
            refused: report.refused,
            rows: sorted.prefix(Self.mostReportedRows).sorted { $0.key < $1.key }.map(\.value),
            hidden: max(0, sorted.count - Self.mostReportedRows) + report.omitted)
    }
}

extension ImportPage.Row {
    fileprivate init(at place: RowPlace, outcome: Outcome) {
        self.init(line: place.line, element: place.element, outcome: outcome)
    }
}

extension Label {
    fileprivate static let chooseFile = Label(zh: "请先选择要导入的文件", en: "Choose the file to import first")
    fileprivate static let noLongerKept = Label(
        zh: "检查过的文件只保留一小时，且只保留最近的一个；请重新选择文件",
        en: "A checked file is kept for an hour, and only the last one; choose the file again")
    fileprivate static let oneFile = Label(zh: "一次只能导入一个文件", en: "Import one file at a time")
}
