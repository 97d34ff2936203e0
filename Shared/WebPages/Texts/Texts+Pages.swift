import Model

extension Texts {
    static let overview = Label(zh: "工作概览", en: "Overview")
    static let overviewLead = Label(zh: "各项业务的现状和最近的变化。", en: "Where the services stand, and what changed last.")
    static let services = Label(zh: "业务", en: "Services")
    static let recentEvents = Label(zh: "最近事件", en: "Recent events")
    static let allEvents = Label(zh: "全部事件", en: "All events")
    static let noEvents = Label(zh: "还没有事件", en: "No events yet")
    static let noEventsHint = Label(
        zh: "有记录新建或变更后，事件会出现在这里。",
        en: "Events appear here when records are created or changed.",
    )
    static let events = Label(zh: "事件", en: "Events")
    static let eventsSummary = Label(
        zh: "各业务系统发布的全部事件，按发布顺序。",
        en: "All events that the services have published, in order.",
    )
    static let position = Label(zh: "位置", en: "Position")
    static let time = Label(zh: "时间", en: "Time")
    static let eventType = Label(zh: "类型", en: "Type")
    static let subject = Label(zh: "对象", en: "Subject")
    static let source = Label(zh: "来源", en: "Source")
    static let actor = Label(zh: "经办", en: "By")
    static let unit = Label(zh: "单位", en: "Unit")
    static let typeHint = Label(
        zh: "可用通配符，如 partners.agreement.*",
        en: "Wildcards are allowed: partners.agreement.*",
    )
    static let afterPosition = Label(zh: "位置之后", en: "After position")
    static let olderEvents = Label(zh: "更早的事件", en: "Older events")
    static let newestEvents = Label(zh: "最新的事件", en: "Newest events")
    static let signIn = Label(zh: "登录", en: "Sign in")
    static let signInCode = Label(zh: "一次性登录码或访问令牌", en: "One-time code or access token")
    static let signInCodeHelp = Label(
        zh: "粘贴启动服务时显示的一次性链接中的登录码，或管理员发给您的令牌。",
        en:
            "Paste the code of the one-time link that was shown at the start, or a token that an administrator gave you.",
    )
    static let signInCampus = Label(zh: "使用校园统一身份认证登录", en: "Sign in with your campus account")
    static let or = Label(zh: "或", en: "or")
    static let welcome = Label(zh: "登录后继续", en: "Sign in to continue")
    static let backHome = Label(zh: "返回首页", en: "Back to the home page")
    static let importTitle = Label(zh: "批量导入", en: "Import")
    static let chooseFile = Label(zh: "选择 CSV 文件", en: "Choose a CSV file")
    static let fileHelp = Label(
        zh: "第一行为列名，可用的列见下；UTF-8 或 GB 18030 编码，最大 8 MiB。导出的文件可以改过再导入。",
        en: """
            The first line names the columns; those that may be used are listed below. UTF-8 or GB 18030, at most 8 MiB. \
            An exported file may be edited and imported again.
            """,
    )
    static let notRead = Label(zh: "文件没有导入", en: "The file was not imported")
    static let afterDryRun = Label(
        zh: "核对无误后即可导入这个文件，不必再选；文件保留一小时。",
        en: "If that is right, import this file without choosing it again; it is kept for an hour.",
    )
    static let importChecked = Label(zh: "导入检查过的文件", en: "Import the checked file")
    static let columnsNote = Label(
        zh: "列名也可以写含义一栏的中文或英文名称；空格子表示不改；导出文件中由系统填写的列（如 id、state、version）可以保留，不会导入。",
        en: """
            A column may also be headed by what it holds, in Chinese or English. An empty cell changes nothing. Columns of \
            an export that the system fills in (id, state, version…) may stay; they are not imported.
            """,
    )
    static func moreReasons(_ count: Int) -> Label {
        Label(
            zh: "还有 \(count.grouped) 处未列出；改好以上各行后再检查一次。",
            en: "\(count.grouped) more are not listed; mend these rows and check again.")
    }
    static let dryRun = Label(zh: "只检查，不保存", en: "Check only, save nothing")
    static let startImport = Label(zh: "开始导入", en: "Import")
    static let line = Label(zh: "行", en: "Line")
    static func element(_ element: Int, line: Int) -> Label {
        Label(zh: "\(line)（第 \(element) 条）", en: "\(line) (element \(element))")
    }
    static let outcome = Label(zh: "结果", en: "Result")
    static let importedRecord = Label(zh: "记录", en: "Record")
    static let reasons = Label(zh: "说明", en: "Reasons")
    static let columns = Label(zh: "可用的列", en: "Columns")
    static let columnName = Label(zh: "列名", en: "Column")
    static let columnMeaning = Label(zh: "含义", en: "Meaning")
    static let template = Label(zh: "下载空白模板", en: "Download an empty template")
}
