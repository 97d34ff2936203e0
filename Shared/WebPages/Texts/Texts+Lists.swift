import Model

extension Texts {
    static let search = Label(zh: "搜索", en: "Search")
    static let searchHint = Label(zh: "名称、编号、关键词", en: "Name, code, keyword")
    static let filters = Label(zh: "筛选", en: "Filters")
    static let applyFilters = Label(zh: "应用筛选", en: "Apply the filters")
    static let clearFilters = Label(zh: "清除全部", en: "Clear all")
    static let removeFilter = Label(zh: "去除筛选：", en: "Remove the filter: ")
    static let activeFilters = Label(zh: "已选条件", en: "Filters in force")
    static let any = Label(zh: "全部", en: "Any")
    static let from = Label(zh: "自", en: "From")
    static let to = Label(zh: "至", en: "To")
    static let least = Label(zh: "不少于", en: "At least")
    static let most = Label(zh: "不超过", en: "At most")
    static let export = Label(zh: "导出", en: "Export")
    static let nextPage = Label(zh: "下一页", en: "Next page")
    static let firstPage = Label(zh: "回到第一页", en: "Back to the first page")
    static let pages = Label(zh: "翻页", en: "Pages")
    static let sortUp = Label(zh: "点击按此列升序排列", en: "sort ascending")
    static let sortDown = Label(zh: "点击按此列降序排列", en: "sort descending")
    static let noMatch = Label(zh: "没有符合条件的记录", en: "Nothing matches")
    static let noMatchHint = Label(
        zh: "可以减少关键词、去掉几个筛选条件，或换一种写法再试。",
        en: "Try fewer words, take away a filter, or another spelling.",
    )
    static let noRecords = Label(zh: "这里还没有记录", en: "There is nothing here yet")
    static let noRecordsCreate = Label(
        zh: "新建第一条记录，或从表格文件批量导入。",
        en: "Create the first record, or import many from a table.",
    )
    static let noRecordsRead = Label(zh: "有了记录以后会显示在这里。", en: "Records will be listed here once there are some.")
    static func shown(_ shown: Int, of total: Int?) -> Label {
        guard let total else {
            return Label(
                zh: "本页 \(shown) 条", en: shown == 1 ? "1 record on this page" : "\(shown) records on this page")
        }
        return Label(zh: "本页 \(shown) 条，共 \(total.grouped) 条", en: "\(shown) of \(total.grouped) records on this page")
    }
    static func new(_ label: Label) -> Label {
        Label(zh: "新建\(label.zh)", en: "New \(label.en.lowercasedInitial)")
    }
}
