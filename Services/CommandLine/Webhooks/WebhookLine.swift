public import Model

/// Webhooks and their deliveries as lines for people.
public struct WebhookLine: Sendable {
    private let style: Style
    private let language: DisplayLanguage

    /// Makes lines in a style and a language.
    public init(style: Style, language: DisplayLanguage) {
        self.style = style
        self.language = language
    }

    /// A webhook.
    public func webhook(_ json: JSON) -> String {
        let record = Record(json.objectValue ?? JSONObject())
        var parts = [
            self.style.faint(record.id?.description ?? ""), self.style.strong(record[Webhook.name] ?? ""),
            self.state(record[Webhook.state] ?? "", of: Webhook.lifecycle), record[Webhook.url] ?? "",
        ]
        if let reason = json[Webhook.reason.name]?.stringValue { parts.append(self.style.bad(reason)) }
        if let since = record[Webhook.failingSince] {
            parts.append(self.style.doubtful("\(Webhook.failingSince.spec.label(self.language)) \(since)"))
        }
        return parts.joined(separator: "  ")
    }

    /// A delivery.
    public func delivery(_ json: JSON) -> String {
        let record = Record(json.objectValue ?? JSONObject())
        let outcome = record[WebhookDelivery.status].map { "HTTP \($0)" } ?? record[WebhookDelivery.failure] ?? ""
        return [
            self.style.strong(record[WebhookDelivery.id].map(String.init) ?? ""),
            self.state(record[WebhookDelivery.state] ?? "", of: WebhookDelivery.lifecycle),
            record[WebhookDelivery.type] ?? "", self.style.faint(record[WebhookDelivery.event]?.description ?? ""),
            "×\(record[WebhookDelivery.attempts] ?? 0)", outcome,
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// One attempt of a delivery, with what was sent and what was answered.
    public func attempt(_ json: JSON) -> String {
        func headers(_ side: String) -> [String] {
            (json[side]?["headers"]?.objectValue ?? JSONObject()).map { member in
                "  \(self.style.faint(member.key + ":")) \(member.value.stringValue ?? "")"
            }
        }
        let outcome = json["status"]?.integerValue.map { "HTTP \($0)" } ?? json["failure"]?.stringValue ?? ""
        var lines = [
            "\(self.style.strong("#\(json["number"]?.integerValue ?? 0)"))  \(json["at"]?.stringValue ?? "")  "
                + "\(json["url"]?.stringValue ?? "")  \(outcome)  \(json["milliseconds"]?.integerValue ?? 0) ms"
        ]
        for side in ["request", "response"] where json[side] != nil {
            lines += headers(side)
            if let body = json[side]?["body"]?.stringValue, !body.isEmpty { lines.append("  \(body)") }
        }
        return lines.joined(separator: "\n")
    }

    private func state(_ name: String, of lifecycle: Lifecycle) -> String {
        guard let state = lifecycle.state(name) else { return name }
        let text = state.label(self.language)
        return switch state.tone {
        case .good: self.style.good(text)
        case .warning: self.style.doubtful(text)
        case .ended: self.style.bad(text)
        case .active, .neutral: text
        }
    }
}
