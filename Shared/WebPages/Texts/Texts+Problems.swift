import Model

// Problems in words; what each status means to the person who sees it.
extension Texts {
    static let problem400 = Label(zh: "请求有误", en: "The request was not right")
    static let detail400 = Label(
        zh: "请检查填写的内容后重试。",
        en: "Please check what was entered and try again.",
    )
    static let problem401 = Label(zh: "请先登录", en: "Please sign in")
    static let detail401 = Label(
        zh: "登录已过期，或尚未登录。",
        en: "You are not signed in, or the sign-in has expired.",
    )
    static let problem403 = Label(zh: "没有权限", en: "You may not do this")
    static let detail403 = Label(
        zh: "您的角色不允许这样做。如需权限，请联系本单位管理员。",
        en: "Your role does not allow this. Ask an administrator of your unit if you need it.",
    )
    static let problem404 = Label(zh: "找不到这个页面", en: "There is no such page")
    static let detail404 = Label(
        zh: "它可能已被删除，或地址有误。",
        en: "It may have been deleted, or the address may be wrong.",
    )
    static let problem409 = Label(zh: "与当前状态冲突", en: "This conflicts with the present state")
    static let detail409 = Label(
        zh: "记录的状态已经改变，请刷新后再试。",
        en: "The record is in another state by now; load it again and retry.",
    )
    static let problem412 = Label(zh: "记录已被他人修改", en: "Somebody changed this record meanwhile")
    static let detail412 = Label(
        zh: "您打开表单以后，有人保存了新版本。请重新打开记录，核对后再修改。",
        en:
            "A newer version was saved after you opened the form. Open the record again, compare, and make your change once more.",
    )
    static let problem413 = Label(zh: "内容过大", en: "This is too large")
    static let detail413 = Label(
        zh: "请减少一次提交的内容，或把文件分成几份。",
        en: "Send less at a time, or divide the file.",
    )
    static let problem429 = Label(zh: "操作过于频繁", en: "Too many requests")
    static let detail429 = Label(
        zh: "请稍候再试。",
        en: "Please wait a moment and try again.",
    )
    static let problem500 = Label(zh: "系统出错了", en: "Something went wrong on our side")
    static let detail500 = Label(
        zh: "错误已记录，请稍后再试。",
        en: "The error has been recorded. Please try again later.",
    )
    static let problem503 = Label(zh: "服务暂不可用", en: "The service is not available just now")
    static let detail503 = Label(
        zh: "正在维护或重启，请稍后再试。",
        en: "It is being maintained or restarted. Please try again shortly.",
    )
}
