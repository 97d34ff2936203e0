import Model
import ServiceKit

/// What a webhook must keep to beyond the declaration of its fields.
struct WebhookRule: Sendable {
    let gate: TargetGuard

    /// Headers that say how a request travels or who vouches for it; the rest is the owner's.
    private static let reserved: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "upgrade", "te",
        "trailer", "expect", "user-agent", "proxy-authorization", "proxy-connection",
    ]

    /// - Parameter known: the names of headers whose values are kept already.
    func check(_ record: Record, known: [String] = []) throws(ValidationError) {
        var issues: [Issue] = []
        do throws(WebhookTarget.Refused) {
            try self.gate.precheck(try WebhookTarget(record[Webhook.url] ?? ""))
        } catch {
            issues.append(Issue("/url", error == .form ? .format : .business, error.label))
        }
        let headers = record[Webhook.headers] ?? []
        var seen: Set<String> = []
        for (index, header) in headers.enumerated() {
            let name = (header[Webhook.headerName] ?? "").lowercased()
            let at = "/headers/\(index)"
            if !Self.isToken(name) {
                issues.append(Issue("\(at)/name", .format, Self.token))
            } else if Self.reserved.contains(name) || name.hasPrefix("webhook-") {
                issues.append(Issue("\(at)/name", .business, Self.own))
            } else if !seen.insert(name).inserted {
                issues.append(
                    Issue("\(at)/name", .duplicate, Label(zh: "与前面的一项重复", en: "Repeats an earlier entry")))
            }
            if let value = header[Webhook.headerValue] {
                if !value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
                    issues.append(
                        Issue("\(at)/value", .format, Label(zh: "只能用可见的 ASCII 字符", en: "Only visible ASCII characters"))
                    )
                }
            } else if !known.contains(name) {
                issues.append(Issue("\(at)/value", .required, Label(zh: "请填写值", en: "The value is required")))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    private static let token = Label(
        zh: "应为 HTTP 头的名称，如 X-Api-Key", en: "Must be the name of an HTTP header, like X-Api-Key")
    private static let own = Label(zh: "该请求头由系统填写", en: "This header is set by the system")
}
