import FoundationEssentials
import Model

/// What was sent once and what came back, as far as it is kept.
struct WebhookAttempt: Sendable {
    /// So much of a body is kept.
    static let keptBody = 4096
    /// So much of a header's value, and so many headers.
    static let keptHeader = 500
    static let keptHeaders = 50

    var at: Date
    var milliseconds = 0
    var url: String
    var address: String?
    var requestHeaders: JSON = [:]
    var requestBody = ""
    var status: Int?
    /// Why there is no answer, as a word for programs.
    var failure: String?
    var responseHeaders: JSON?
    var responseBody: String?
    /// For how long the receiver asks to be left alone.
    var retryAfter: Duration?

    /// The beginning of some bytes as text that PostgreSQL takes.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.prefix(Self.keptBody).filter { $0 != 0 }, as: UTF8.self)
    }

    /// Headers as an object; names that occur twice are joined, as HTTP allows.
    static func headers(_ headers: [(name: String, value: String)], hiding hidden: Set<String> = []) -> JSON {
        var object = JSONObject()
        for (name, value) in headers.prefix(Self.keptHeaders) {
            let name = name.lowercased()
            let text = hidden.contains(name) ? "***" : Self.text(value.utf8.prefix(Self.keptHeader))
            object[name] = .string((object[name]?.stringValue).map { "\($0), \(text)" } ?? text)
        }
        return .object(object)
    }
}
