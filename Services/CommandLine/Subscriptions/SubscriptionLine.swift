public import Model

/// Subscriptions and their dead letters as lines for people.
public struct SubscriptionLine: Sendable {
    private let style: Style
    private let language: DisplayLanguage

    /// Makes lines in a style and a language.
    public init(style: Style, language: DisplayLanguage) {
        self.style = style
        self.language = language
    }

    /// A subscription: its name, its state, where it stands, and what is wrong.
    public func subscription(_ json: JSON) -> String {
        func number(_ name: String) -> Int64 { json[name]?.integerValue ?? 0 }
        var parts = [
            self.style.strong(json["name"]?.stringValue ?? ""), self.state(json["state"]?.stringValue ?? ""),
            "\(number("position"))/\(number("head"))",
        ]
        if let unit = json["unit"]?.stringValue { parts.insert(self.style.faint(unit), at: 1) }
        if number("lag") > 0 {
            var lag = Label(zh: "落后 \(number("lag"))", en: "\(number("lag")) behind")(self.language)
            if number("lagSeconds") > 0 { lag += " (\(number("lagSeconds")) s)" }
            parts.append(self.style.doubtful(lag))
        }
        if number("replaying") > 0 {
            let again = Label(zh: "待重放 \(number("replaying"))", en: "\(number("replaying")) to be replayed")
            parts.append(self.style.doubtful(again(self.language)))
        }
        if let pace = json["eventsPerSecond"], (pace.doubleValue ?? 0) > 0 {
            parts.append(Label(zh: "\(pace) 个/秒", en: "\(pace)/s")(self.language))
        }
        let failed = number("retrying") + number("waiting")
        if failed > 0 {
            parts.append(self.style.doubtful(Label(zh: "重试中 \(failed)", en: "\(failed) to be retried")(self.language)))
        }
        let dead = number("deadLetters")
        if dead > 0 {
            let words = Label(zh: "死信 \(dead)", en: dead == 1 ? "1 dead letter" : "\(dead) dead letters")
            parts.append(self.style.bad(words(self.language)))
        }
        return parts.joined(separator: "  ")
    }

    /// A subscription with what it wants, and a line for each part of its work: where it stands, and who works on it.
    public func details(_ json: JSON) -> String {
        let slots = (json["slots"]?.arrayValue ?? []).map { slot in
            var line = "  #\(slot["slot"]?.integerValue ?? 0)  \(slot["position"]?.integerValue ?? 0)"
            if let end = slot["through"]?.integerValue { line += " → \(end)" }
            if slot["replay"]?.boolValue == true {
                line += "  " + Label(zh: "重放", en: "replay")(self.language)
            }
            let holder = slot["holder"]?.stringValue ?? Label(zh: "无人处理", en: "held by nobody")(self.language)
            return line + "  " + self.style.faint(holder)
        }
        return ([self.subscription(json)] + self.wishes(json) + slots).joined(separator: "\n")
    }

    /// What it wants, a line for each kind of wish.
    private func wishes(_ json: JSON) -> [String] {
        func texts(_ name: String) -> [String] { (json[name]?.arrayValue ?? []).compactMap(\.stringValue) }
        var issues: [Issue] = []
        let conditions = DataCondition.list(json["data"] ?? [], at: "", issues: &issues).map(\.description)
        let wishes: [(name: Label, values: [String])] = [
            (name: Label(zh: "类型", en: "types"), values: texts("types")),
            (name: Label(zh: "来源", en: "sources"), values: texts("sources")),
            (name: Label(zh: "主题", en: "subjects"), values: texts("subjects")),
            (name: Label(zh: "数据", en: "data"), values: conditions),
        ]
        return wishes.filter { !$0.values.isEmpty }.map { wish in
            "  \(self.style.faint(wish.name(self.language)))  \(wish.values.joined(separator: ", "))"
        }
    }

    /// A dead letter: whose it is, where it stood, what it is about, and why it could not be handled.
    public func deadLetter(_ json: JSON) -> String {
        [
            self.style.faint(json["subscription"]?.stringValue ?? ""),
            self.style.strong("\(json["position"]?.integerValue ?? 0)"), json["event"]?["type"]?.stringValue ?? "",
            json["event"]?["subject"]?.stringValue ?? "", "×\(json["attempts"]?.integerValue ?? 0)",
            self.style.bad(json["lastError"]?.stringValue ?? ""),
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    private func state(_ name: String) -> String {
        switch name {
        case "active": self.style.good(Label(zh: "进行中", en: "active")(self.language))
        case "paused": self.style.doubtful(Label(zh: "已暂停", en: "paused")(self.language))
        case "suspended": self.style.bad(Label(zh: "已挂起", en: "suspended")(self.language))
        default: name
        }
    }
}
