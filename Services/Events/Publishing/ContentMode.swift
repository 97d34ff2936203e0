import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// How events stand in an HTTP message (HTTP Protocol Binding for CloudEvents 1.0, section 3).
enum ContentMode {
    /// One event, the whole of it in the body.
    case structured
    /// Any number of events in the body.
    case batched
    /// One event: its data in the body, its attributes in headers.
    case binary

    static let structuredType = "application/cloudevents+json"
    static let batchedType = "application/cloudevents-batch+json"
    static let headerPrefix = "ce-"

    /// The mode of a request; what is none of these is refused.
    init(_ request: Request) throws {
        let type = ContentType(request.headers[.contentType] ?? "")
        let isUTF8 = type.parameters["charset"].map { ["utf-8", "utf8"].contains($0.lowercased()) } ?? true
        let isBinary = request.headers.contains { $0.name.canonicalName.hasPrefix(Self.headerPrefix) }
        switch type.type {
        case Self.structuredType where isUTF8: self = .structured
        case Self.batchedType where isUTF8: self = .batched
        case let text where !text.hasPrefix("application/cloudevents") && isBinary: self = .binary
        default: throw Problem.noContentMode
        }
    }

    /// The events of a request.
    func events(of request: Request) async throws -> [ReceivedEvent] {
        let bytes = try await request.bodyBytes()
        switch self {
        case .structured:
            return [ReceivedEvent(json: try JSON(keeping: bytes), at: "")]
        case .batched:
            guard let events = try JSON(keeping: bytes).arrayValue else {
                throw ValidationError("", .type, Label(zh: "应为列表（JSON 数组）", en: "Must be a list (a JSON array)"))
            }
            return events.enumerated().map { ReceivedEvent(json: $0.element, at: "/\($0.offset)") }
        case .binary:
            return [try Self.binaryEvent(request.headers, bytes)]
        }
    }

    private static func binaryEvent(_ headers: HTTPFields, _ body: [UInt8]) throws -> ReceivedEvent {
        var event = ReceivedEvent(attributes: JSONObject(), data: nil)
        for field in headers where field.name.canonicalName.hasPrefix(Self.headerPrefix) {
            let name = String(field.name.canonicalName.dropFirst(Self.headerPrefix.count))
            if event.attributes[name] != nil {
                event.issues.append(Issue("/\(name)", .duplicate, Label(zh: "该请求头出现两次", en: "The header occurs twice")))
            } else if let value = AttributeHeader.decoded(field.value) {
                event.attributes[name] = .string(value)
            } else {
                event.issues.append(Issue("/\(name)", .format, .percentEncoding))
                // It was given: that it is missing need not be said as well.
                event.attributes[name] = .null
            }
        }
        if event.attributes["datacontenttype"] != nil {
            event.issues.append(
                Issue(
                    "/datacontenttype", .unknownField,
                    Label(zh: "二进制模式下请用 Content-Type 头", en: "In binary mode this is the header Content-Type")))
        }
        if let type = headers[.contentType] { event.attributes["datacontenttype"] = .string(type) }
        guard !body.isEmpty else { return event }
        // Whether the type is one that can be kept is said with all that is wrong; what is no JSON is no matter of syntax.
        if CloudEventRule.isJSON(headers[.contentType] ?? "") {
            event.data = try JSON(keeping: body, at: "/data")
        } else {
            event.issues.append(Issue("/datacontenttype", .code, .jsonData))
            event.attributes["datacontenttype"] = nil
        }
        return event
    }
}

extension Problem {
    fileprivate static let noContentMode = Problem(
        .unsupportedMediaType, "media-type", Label(zh: "不支持的内容类型", en: "Unsupported content type"),
        detail: Label(
            zh: """
                请用 CloudEvents 的三种方式之一：\(ContentMode.structuredType)（一个事件）、\
                \(ContentMode.batchedType)（多个事件），或 application/json 加 ce-id、ce-source 等请求头；编码为 UTF-8。
                """,
            en: """
                Send CloudEvents in one of three modes: \(ContentMode.structuredType) (one event), \
                \(ContentMode.batchedType) (many), or application/json with headers ce-id, ce-source and so on; in UTF-8.
                """))
}

extension Label {
    fileprivate static let percentEncoding = Label(
        zh: "应为 UTF-8 的百分号编码，% 本身写作 %25", en: "Must be percent-encoded UTF-8; % itself is written %25")
}
