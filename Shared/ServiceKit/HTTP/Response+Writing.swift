package import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer.
    package static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A record with its ETag.
    static func record(_ stored: StoredJSON) -> Response {
        var response = Response.json(stored.bytes)
        response.headers[.eTag] = stored.etag
        return response
    }

    /// A record that was just made, and where it lives.
    static func created(_ stored: StoredJSON, at collection: String) -> Response {
        var response = Response.json(stored.bytes, status: .created)
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
}

/// Takes an answer's body into memory.
final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws {
        self.bytes += Array(buffer.readableBytesView)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
