import Model

/// What is said to erase the payload of an event.
enum EraseInput {
    static let reason = Field<String>(
        "reason", .text(max: 2000), zh: "原因", en: "Reason",
        help: Label(zh: "记入操作记录；请勿写入要清除的内容。", en: "For the record of operations; without what is to be erased."),
        [.required])
    static let fields = FieldSet([Self.reason])
}
