import EventBus
import Model
import ServiceKit

/// What an event that somebody else publishes must keep to.
///
/// The log keeps a CloudEvent whole or refuses it: no attribute is dropped in silence.
struct CloudEventRule: Sendable {
    let publisher: Publisher
    let now: Instant

    /// The attributes that are kept, with the most bytes of each.
    private static let kept: [(name: String, limit: Int)] = [
        ("id", 36), ("source", 255), ("specversion", 3), ("type", 255), ("subject", 4000), ("time", 40),
        ("datacontenttype", 255), ("dataschema", 2000), ("partitionkey", 4000), ("unit", 63), ("traceparent", 55),
        ("tracestate", 512),
        ("correlationid", 255), ("causationid", 255),
    ]
    /// Attributes that say who it was and where it stands, which is not for the sender to say.
    private static let given: Set<String> = ["sequence", "actor"]
    private static let required: Set<String> = ["id", "source", "specversion", "type"]

    /// Whether data of a content type are JSON.
    static func isJSON(_ contentType: String) -> Bool {
        let type = ContentType(contentType)
        let charset = type.parameters["charset"]?.lowercased() ?? "utf-8"
        return type.type == "application/json" && ["utf-8", "utf8"].contains(charset)
    }

    /// The event in the form in which it is published.
    func check(_ event: ReceivedEvent, issues: inout [Issue]) -> PublishedEvent? {
        var found = event.issues
        var texts: [String: String] = [:]
        for member in event.attributes where !member.value.isNull {
            do throws(Issue) {
                texts[member.key] = try Self.text(member.key, member.value)
            } catch {
                found.append(error)
            }
        }
        // Of what is no event at all nothing is missing in particular.
        let isEvent = !event.issues.contains { $0.pointer.isEmpty }
        for name in Self.required.sorted() where isEvent && event.attributes[name] == nil {
            found.append(
                Issue("/\(name)", .required, Label(zh: "缺少属性 \(name)", en: "The attribute \(name) is required")))
        }
        found += self.faults(of: texts)
        if !found.isEmpty {
            issues += found.map { Issue(event.place + $0.pointer, $0.rule, $0.message) }
            return nil
        }
        return PublishedEvent(
            texts, data: event.data, unit: self.publisher.unit(ofOwn: texts["source"] ?? "") ?? "", place: event.place)
    }

    private static func text(_ name: String, _ value: JSON) throws(Issue) -> String {
        let at = "/\(name)"
        guard let limit = Self.kept.first(where: { $0.name == name })?.limit else {
            if Self.given.contains(name) {
                throw Issue(at, .readOnly, Label(zh: "该属性由系统填写", en: "This attribute is set by the system"))
            }
            let names = Self.kept.map(\.name).joined(separator: ", ")
            throw Issue(
                at, .unknownField,
                Label(zh: "日志不保存属性 \(name)；可以有：\(names)", en: "The log keeps no attribute \(name); it keeps: \(names)"))
        }
        guard let given = value.stringValue else {
            throw Issue(at, .type, Label(zh: "应为文字（JSON 字符串）", en: "Must be text (a JSON string)"))
        }
        // A token's name in Chinese may be written as it is; in a URI its bytes are escaped, and it is those that are kept.
        let text = name == "source" ? Self.escaped(given) : given
        guard !text.isEmpty else { throw Issue(at, .empty, Label(zh: "不能为空", en: "Must not be empty")) }
        guard given.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Issue(at, .controlCharacter, Label(zh: "含有控制字符", en: "Contains a control character"))
        }
        guard text.utf8.count <= limit else {
            throw Issue(at, .maxLength, Label(zh: "最多 \(limit) 个字节", en: "At most \(limit) bytes"))
        }
        return text
    }

    private func faults(of texts: [String: String]) -> [Issue] {
        var issues: [Issue] = []
        func check(_ name: String, _ rule: Issue.Rule, _ message: Label, _ isGood: (String) -> Bool) {
            if let text = texts[name], !isGood(text) { issues.append(Issue("/\(name)", rule, message)) }
        }
        check("specversion", .code, Label(zh: "应为 1.0", en: "Must be 1.0")) { $0 == "1.0" }
        check("id", .format, Label(zh: "应为 UUID", en: "Must be a UUID")) { RecordID($0.lowercased()) != nil }
        check("source", .format, Label(zh: "应为 URI，其他字符用百分号编码", en: "Must be a URI; escape all else by %")) {
            $0.utf8.allSatisfy(Self.isOfPath)
        }
        check("source", .business, self.ownSource) {
            !$0.utf8.allSatisfy(Self.isOfPath) || self.publisher.unit(ofOwn: $0) != nil
        }
        check("type", .business, Self.reserved) { !EventCatalogue.isReserved($0) }
        check("time", .format, .noTime) { Instant($0) != nil }
        check("time", .range, Label(zh: "时间不应在一天以后", en: "Must not be more than a day ahead")) { text in
            Instant(text).map { $0 <= self.now.adding(.seconds(86_400)) } ?? true
        }
        check("datacontenttype", .code, .jsonData, Self.isJSON)
        check("dataschema", .format, Label(zh: "应为绝对 URI", en: "Must be an absolute URI")) { text in
            let scheme = text.prefix { $0 != ":" }
            return scheme.endIndex < text.endIndex && scheme.first?.isASCII == true && scheme.first?.isLetter == true
                && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
        check("traceparent", .format, Label(zh: "应为 W3C Trace Context 的 traceparent", en: Self.trace), \.isTraceparent)
        check("tracestate", .format, Self.state, TraceContext.isState)
        check("tracestate", .business, Self.loneState) { _ in texts["traceparent"] != nil }
        check(
            "unit", .business,
            Label(zh: "您不能为这个单位发布事件", en: "You publish nothing for that unit"), self.publisher.publishes)
        return issues
    }

    private static let trace = "Must be a traceparent of W3C Trace Context"
    private static let state = Label(
        zh: "应为 W3C Trace Context 的 tracestate", en: "Must be a tracestate of W3C Trace Context")
    private static let loneState = Label(
        zh: "须与 traceparent 同时给出", en: "Belongs beside a traceparent")
    private static let reserved: Label = {
        let words = EventCatalogue.reservedPrefixes.sorted().joined(separator: ", ")
        return Label(
            zh: "不能以各服务的名称开头（\(words)）；请用自己的名称，如 cn.edu.example.payment.received",
            en:
                "Must not begin with a service's name (\(words)); use a name of your own: cn.edu.example.payment.received"
        )
    }()

    private var ownSource: Label {
        let example = self.publisher.example
        return Label(
            zh: "应为自己的来源 /integrators/{单位}/{名称}，如 \(example)，其后可再加路径",
            en: "Must be your own: /integrators/{unit}/{name}, like \(example); a path may follow")
    }

    private static func escaped(_ source: String) -> String {
        source.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isASCII { text.unicodeScalars.append(scalar) } else { text += String(scalar).queryEscaped }
        }
    }

    /// What a path of a URI is made of (RFC 3986, section 3.3).
    private static func isOfPath(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "/-._~%!$&'()*+,;=:@".utf8.contains(byte)
    }
}

extension Label {
    static let noTime = Label(
        zh: "应为 RFC 3339 的时间，如 2026-11-21T08:00:00Z", en: "Must be a time of RFC 3339, like 2026-11-21T08:00:00Z")
}
