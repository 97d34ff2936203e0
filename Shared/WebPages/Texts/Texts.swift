import Model

/// What the pages themselves say.
///
/// What records are called is said by their declarations.
enum Texts {
    static let product = Label(zh: "驿站", en: "Yizhan")
    static let motto = Label(
        zh: "驿站 · 国际合作与交流处工作平台",
        en: "Yizhan · the back office for international cooperation and exchange",
    )
    /// By which clock a page tells times.
    static func clock(utcOffsetSeconds offset: Int) -> Label {
        let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
        let name = "UTC\(offset < 0 ? "−" : "+")\(hours)\(minutes == 0 ? "" : ":\(minutes < 10 ? "0" : "")\(minutes)")"
        return Label(zh: "页面上的时间为 \(name)。", en: "Times on these pages are \(name).")
    }
    static let skip = Label(zh: "跳到正文", en: "Skip to the content")
    static let menu = Label(zh: "菜单", en: "Menu")
    static let closeMenu = Label(zh: "关闭菜单", en: "Close the menu")
    static let navigation = Label(zh: "导航", en: "Navigation")
    static let signOut = Label(zh: "退出", en: "Sign out")
    static let breadcrumb = Label(zh: "当前位置", en: "You are here")
    static let yes = Label(zh: "是", en: "Yes")
    static let no = Label(zh: "否", en: "No")
    static let none = Label(zh: "无", en: "None")
    static let notGiven = Label(zh: "未填写", en: "Not given")
    static let chinese = Label(zh: "中文", en: "Chinese")
    static let english = Label(zh: "英文", en: "English")
    static let cancel = Label(zh: "取消", en: "Cancel")
    static let opensElsewhere = Label(zh: "（外部网站）", en: " (another site)")
}
