import HTTPTypes
package import Hummingbird
package import Model
import NIOCore

extension Request {
    /// The most that one JSON request may hold.
    static let bodyLimit = 1 << 20

    /// The parameters after the question mark, decoded, in their order.
    package var queryPairs: [(name: String, value: String)] {
        (self.uri.query ?? "").formPairs
    }

    /// The body as JSON.
    ///
    /// - Parameters:
    ///   - allowEmpty: takes a missing body for an empty object.
    ///   - acceptsNull: takes an escaped U+0000, for what is held against declarations afterwards.
    package func jsonBody(
        types: [String] = ["application/json"], allowEmpty: Bool = false, acceptsNull: Bool = false,
    ) async throws -> (json: JSON, bytes: [UInt8]) {
        let bytes = try await self.bodyBytes()
        if allowEmpty, bytes.isEmpty { return (.object(JSONObject()), []) }
        let type = self.headers[.contentType]?.prefix { $0 != ";" } ?? ""
        guard types.contains(where: { $0 == type.lowercased() }) else { throw Problem.unsupportedMedia(types[0]) }
        return (try acceptsNull ? JSON(parsing: bytes, acceptsNull: true) : JSON(keeping: bytes), bytes)
    }

    /// The body, whatever it is.
    package func bodyBytes() async throws -> [UInt8] {
        try self.refuseOversized(Self.bodyLimit)
        return Array(try await self.body.collect(upTo: Self.bodyLimit).readableBytesView)
    }

    /// Whether the reader asks for a media type by its name (Accept, RFC 9110 section 12.5.1); `*/*` asks for none.
    package func accepts(_ type: String) -> Bool {
        self.headers[.accept]?.split(separator: ",").contains { range in
            let range = ContentType(String(range))
            return range.type == type && range.parameters["q"].flatMap(Double.init) != 0
        } ?? false
    }

    /// Answers a body that says it is too large before reading it.
    func refuseOversized(_ limit: Int) throws {
        if let text = self.headers[.contentLength], let length = Int(text), length > limit { throw Problem.tooLarge }
    }

    /// The version in If-Match (RFC 9110 section 13.1.1); without one nobody may overwrite anything.
    package func requireVersion() throws -> Int64? {
        guard self.headers[.ifMatch] != nil else { throw Refusal.versionMissing }
        return try self.optionalVersion()
    }

    /// The version in If-Match; nil when there is none or it is `*`.
    package func optionalVersion() throws -> Int64? {
        guard let header = self.headers[.ifMatch], header != "*" else { return nil }
        guard header.hasPrefix("\""), header.hasSuffix("\""), let version = Int64(header.dropFirst().dropLast()) else {
            // An ETag that we never gave matches nothing.
            return 0
        }
        return version
    }
}

extension Request {
    /// Whether the reader has this version already: If-None-Match (RFC 9110 section 13.1.2), by weak comparison.
    func knows(_ etag: String) -> Bool {
        self.headers[.ifNoneMatch]?.split(separator: ",").contains { given in
            let tag = given.trimmingPrefix { $0 == " " }.prefix { $0 != " " }
            return tag == "*" || tag == etag || tag == "W/\(etag)"
        } ?? false
    }
}

extension String {
    /// Whether the text has the form of a trace's position (W3C Trace Context, section 3.2).
    package var isTraceparent: Bool {
        guard self.utf8.count == 55 else { return false }
        let parts = self.split(separator: "-", omittingEmptySubsequences: false)
        let isHexadecimal = parts.allSatisfy { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        }
        return parts.map(\.utf8.count) == [2, 32, 16, 2] && isHexadecimal
    }
}
