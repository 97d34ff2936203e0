public import Model

/// What was answered to something that was said of a receipt, in words for people.
public enum SettlementWords {
    /// What became of the events and where the subscription is now, or until when the receipt holds.
    public static func label(_ answer: JSON) -> Label {
        if let until = answer["until"]?.stringValue {
            return Label(zh: "回执保留到 \(until)。", en: "The receipt holds until \(until).")
        }
        func number(_ name: String) -> Int64 { answer[name]?.integerValue ?? 0 }
        return Label(
            zh: "已确认 \(number("acknowledged")) 个，未处理 \(number("refused")) 个；订阅现在位置 \(number("position"))。",
            en: """
                Acknowledged: \(number("acknowledged")). Refused: \(number("refused")). The subscription is at position \
                \(number("position")).
                """)
    }
}
