import Model

extension Texts {
    static let edit = Label(zh: "编辑", en: "Edit")
    static let history = Label(zh: "变更记录", en: "History")
    static let facts = Label(zh: "基本信息", en: "Facts")
    static let record = Label(zh: "记录信息", en: "About this record")
    static let nextSteps = Label(zh: "下一步", en: "Next steps")
    static let noSteps = Label(zh: "当前状态没有可办理的步骤。", en: "There is no step to take from this state.")
    static func confirmEnd(_ state: Label) -> Label {
        Label(zh: "状态将变为“\(state.zh)”。确认无误后请再次点击。", en: "The state becomes “\(state.en)”. Press again to confirm.")
    }
    static let blocked = Label(zh: "不能办理：", en: "Not possible: ")
    static let add = Label(zh: "新建", en: "Add")
    static let nothingYet = Label(zh: "尚无，可新建", en: "Nothing yet; add")
    static let showAll = Label(zh: "查看全部", en: "Show all")
    static let warnings = Label(zh: "请注意", en: "Please note")
    static let sensitive = Label(zh: "敏感信息，不随事件发送", en: "Sensitive; never sent with events")
    static let machineReadable = Label(zh: "JSON（供程序使用）", en: "JSON, for programs")
    static let lastChanged = Label(zh: "最近更新", en: "Last changed")
    static let created = Label(zh: "创建", en: "Created")
    static let version = Label(zh: "版本", en: "Version")
    static let before = Label(zh: "原值", en: "Before")
    static let after = Label(zh: "新值", en: "After")
    static let field = Label(zh: "字段", en: "Field")
    static let noChanges = Label(zh: "没有字段变化。", en: "No field changed.")
    static let olderChanges = Label(zh: "更早的变更", en: "Earlier changes")
    static func notFilledIn(_ count: Int) -> Label {
        Label(zh: "未填写的 \(count) 项", en: "\(count) not filled in")
    }
    static let noHistory = Label(zh: "还没有变更。", en: "Nothing has changed yet.")
    static func entries(_ count: Int) -> Label {
        Label(zh: "\(count) 项", en: count == 1 ? "1 entry" : "\(count) entries")
    }
}
