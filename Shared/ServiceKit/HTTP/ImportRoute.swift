import Hummingbird
import Model
import NIOCore

extension CollectionRoutes {
    /// Takes in a table: CSV with the columns of an export, an array of records, or a record a line.
    ///
    /// Records in JSON may have a `line` that says where they stood in the file that they come from.
    @Sendable func importRows(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let actor = try context.requireActor()
        guard actor.access.allows(.editor) else { throw Refusal.forbidden(.editor, unit: "") }
        let dryRun = try request.dryRun()
        let bytes = try await request.importBody(upTo: ImportUpload.byteLimit)
        let upload = try ImportUpload(
            bytes, contentType: request.headers[.contentType] ?? "", of: self.resource)
        let report = try await upload.take(into: self.resource, by: self.runtime.keeper, as: actor, dryRun: dryRun)
        return .json(report.json(in: context.language))
    }
}

extension Request {
    /// The body of an import, or the refusal of one that is too long.
    func importBody(upTo limit: Int) async throws -> [UInt8] {
        if let text = self.headers[.contentLength], let length = Int(text), length > limit {
            throw Problem.importTooLarge
        }
        do {
            return Array(try await self.body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.importTooLarge
        }
    }
}

extension Problem {
    fileprivate static let importTooLarge = Problem(
        .contentTooLarge, "too-large", Label(zh: "文件过大", en: "The file is too large"),
        detail: Label(
            zh: "一次最多导入 8 MiB，没有任何改动。请把文件分成几个，每个都保留第一行列名。",
            en: "An import holds at most 8 MiB; nothing was changed. Divide the file, each part with the line of names."
        ))
}

extension ImportReport {
    func json(in language: DisplayLanguage) -> [UInt8] {
        var writer = JSONWriter()
        self.write(to: &writer, in: language)
        return writer.bytes
    }

    func write(to writer: inout JSONWriter, in language: DisplayLanguage) {
        writer.beginObject()
        writer.member("created", self.created)
        writer.member("updated", self.updated)
        writer.member("unchanged", self.unchanged)
        writer.member("refused", self.refused)
        for (name, entries) in [
            ("changes", self.changes), ("suspicious", self.suspicious), ("rejected", self.rejected),
        ] {
            writer.key(name)
            writer.beginArray()
            for entry in entries { writer.issue(entry.issue, at: entry.place, in: language) }
            writer.endArray()
        }
        if self.omitted > 0 { writer.member("omitted", self.omitted) }
        writer.endObject()
    }
}
