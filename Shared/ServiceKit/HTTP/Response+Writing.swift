package import HTTPTypes
package import Hummingbird
import Model
import NIOCore

extension Response {
    /// A JSON answer.
    package static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A record with its ETag.
    static func record(_ stored: StoredJSON, in language: DisplayLanguage) -> Response {
        var response = Response.json(stored.answer(in: language))
        response.headers[.eTag] = stored.etag
        return response
    }

    /// A record that was just made, and where it lives.
    static func created(_ stored: StoredJSON, at collection: String, in language: DisplayLanguage) -> Response {
        var response = Response.json(stored.answer(in: language), status: .created)
        response.headers[.eTag] = stored.etag
        response.headers[.location] = "\(collection)/\(stored.id)"
        return response
    }

    /// A page for a browser.
    static func page(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension StoredJSON {
    /// The version as an ETag.
    var etag: String { "\"\(self.version)\"" }

    /// The record, and beside its fields what is doubtful about it, when anything is.
    func answer(in language: DisplayLanguage) -> [UInt8] {
        guard !self.warnings.isEmpty else { return self.bytes }
        var writer = JSONWriter(capacity: self.bytes.count + 512)
        self.bytes.withUnsafeBytes { bytes in
            writer.object(extending: bytes) { writer in
                writer.key(Self.warningsMember)
                writer.beginArray()
                for warning in self.warnings { writer.issue(warning, in: language) }
                writer.endArray()
            }
        }
        return writer.bytes
    }

    /// The member beside a record's fields that holds its warnings.
    static let warningsMember = "warnings"
}

/// Takes an answer's body into memory.
final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws {
        self.bytes += Array(buffer.readableBytesView)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
