import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import NIOCore
import Testing

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(status: Int, headers: HTTPFields, bytes: [UInt8]) {
        self.status = status
        self.headers = headers
        self.bytes = bytes
    }

    init(_ response: TestResponse) {
        self.init(
            status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView))
    }

    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    var json: JSON {
        get throws { try JSON(parsing: self.bytes) }
    }

    /// The value of a member of the object that came back.
    subscript(name: String) -> JSON? { (try? self.json)?[name] }

    var id: String { self["id"]?.stringValue ?? "" }
    var etag: String { self.headers[.eTag] ?? "" }

    /// The records of a page.
    var items: [JSON] { self["items"]?.arrayValue ?? [] }

    /// Each field at fault as `#/pointer rule`, in order.
    var faults: [String] {
        (self["errors"]?.arrayValue ?? []).map {
            "\($0["pointer"]?.stringValue ?? "?") \($0["rule"]?.stringValue ?? "?")"
        }
    }

    /// Checks that this is a problem document of a kind, which says in words what is wrong.
    func requireProblem(
        _ status: Int, _ kind: String, faults: [String]? = nil, _ location: SourceLocation = #_sourceLocation,
    ) {
        #expect(self.status == status, "\(self.text.prefix(600))", sourceLocation: location)
        #expect(self.headers[.contentType] == "application/problem+json", sourceLocation: location)
        #expect(self.headers[.cacheControl] == "no-store", sourceLocation: location)
        #expect(self["type"]?.stringValue == "/problems/\(kind)", sourceLocation: location)
        #expect(self["status"]?.integerValue == Int64(status), sourceLocation: location)
        #expect(self["title"]?.stringValue?.isEmpty == false, sourceLocation: location)
        #expect(self["detail"]?.stringValue?.isEmpty == false, sourceLocation: location)
        if let faults { #expect(self.faults == faults, sourceLocation: location) }
        for fault in self["errors"]?.arrayValue ?? [] {
            #expect(fault["message"]?.stringValue?.isEmpty == false, sourceLocation: location)
        }
    }
}
