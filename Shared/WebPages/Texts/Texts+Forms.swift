import Model

extension Texts {
    static let save = Label(zh: "保存", en: "Save")
    static let create = Label(zh: "创建", en: "Create")
    static let createAnyway = Label(zh: "仍然创建", en: "Create anyway")
    static let doubts = Label(zh: "尚未保存，请先核对", en: "Not saved yet: please look at this first")
    static let doubtsHelp = Label(
        zh: "如果确实是另一条记录，请按“仍然创建”。", en: "If another record is meant all the same, press “Create anyway”.")
    static let required = Label(zh: "必填", en: "required")
    static let requiredNote = Label(zh: "带 * 的为必填项。", en: "Fields with * are required.")
    static let kept = Label(zh: "建立后不能更改", en: "Cannot change once the record exists")
    static func later(_ count: Int) -> Label {
        Label(zh: "以后的步骤才需要的 \(count) 项", en: "\(count) that later steps ask for")
    }
    static let choose = Label(zh: "请选择", en: "Choose")
    static let firstDay = Label(zh: "开始日期", en: "First day")
    static let lastDay = Label(zh: "结束日期（含当日）", en: "Last day (inclusive)")
    static let amount = Label(zh: "金额", en: "Amount")
    static let currency = Label(zh: "币种", en: "Currency")
    static let chosen = Label(zh: "已选：", en: "Chosen: ")
    static let chooseSome = Label(zh: "选择…", en: "Choose…")
    static let moreRows = Label(zh: "再加几行", en: "More rows")
    static let blankRows = Label(
        zh: "空行不会保存；要删除一行，清空该行即可。",
        en: "Blank rows are not saved; to delete a row, empty it.",
    )
    static let filing = Label(zh: "编号与归属", en: "Code and unit")
    static let codeHelp = Label(zh: "留空则自动编号。", en: "Leave blank to have it numbered.")
    static let unitHelp = Label(zh: "负责这条记录的部门。", en: "Whose record it is.")
    static let referenceHelp = Label(
        zh: "输入几个字，从列表中选择；列表中没有的，写出名称的一部分，提交后会查找。",
        en: "Type a few letters and choose from the list. What is not in it is looked for by any part of its name.")
    static let offers = Label(zh: "找到的记录", en: "Records found")
    static let noOffer = Label(zh: "都不是，按上面填写的内容查找", en: "None of these; look for what stands above")
    static func offered(_ count: Int, isAll: Bool) -> Label {
        if count == 1 {
            return Label(
                zh: "没有编号或名称与此完全相同的记录，只找到下面一条；确认无误后再次提交即可。",
                en: "No record has exactly this code or name; one was found. Send the form again if it is meant.")
        }
        guard isAll else {
            return Label(
                zh: "没有编号或名称与此完全相同的记录。找到的很多，下面是其中 \(count) 条，请选择一条，或填写得更完整。",
                en: """
                    No record has exactly this code or name. There are many like it, of which these are \(count); choose \
                    one, or write more of its name.
                    """)
        }
        return Label(
            zh: "没有编号或名称与此完全相同的记录，找到下面 \(count) 条，请选择一条。",
            en: "No record has exactly this code or name; \(count) were found, choose one.")
    }
    static let issues = Label(zh: "有内容需要修改，尚未保存", en: "Not saved: something needs mending")
    static let notAnAmount = Label(zh: "应为金额，如 1234.50", en: "Must be an amount such as 1234.50")
    static let notATime = Label(zh: "应为日期和时间，如 2026-11-21 08:00", en: "Must be a date and a time: 2026-11-21 08:00")
    static let lastBeforeFirst = Label(zh: "结束日期不能早于开始日期", en: "The last day must not be before the first")
    static let noSuchRecord = Label(zh: "找不到这条记录，请从列表中选择", en: "There is no such record; choose one from the list")
    static func edit(_ title: String) -> Label {
        Label(zh: "编辑：\(title)", en: "Edit: \(title)")
    }
    static func rowNumber(_ number: Int) -> Label {
        Label(zh: "第 \(number) 行", en: "Row \(number)")
    }
    static func issueCount(_ count: Int) -> Label {
        Label(zh: "共 \(count) 处：", en: count == 1 ? "One thing:" : "\(count) things:")
    }
}
