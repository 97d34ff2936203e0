import Model

extension Texts {
    static let scheduled = Label(zh: "预定事件", en: "Scheduled events")
    static let scheduledLead = Label(
        zh: "到时才发布的事件。在此之前可以查看和撤回。",
        en: "Events that are published at a moment to come. Until then they can be looked at and taken back.")
    static let schedule = Label(zh: "新建预定", en: "Schedule an event")
    static let noScheduled = Label(zh: "没有预定的事件", en: "No event is scheduled")
    static let noScheduledHint = Label(
        zh: "在此预定，或通过 API、命令行 yizhan events schedule 预定。",
        en: "Schedule one here, by the API, or by yizhan events schedule.")
    static let scheduledBy = Label(zh: "预定者", en: "Scheduled by")
    static let scheduledAt = Label(zh: "预定于", en: "Scheduled at")
    static let identifier = Label(zh: "标识", en: "Id")
    static let asJSON = Label(zh: "事件内容（JSON）", en: "The event as JSON")
    static let takeBack = Label(zh: "撤回", en: "Take it back")
    static let takeBackHelp = Label(
        zh: "撤回后不会发布，其标识可以再次使用。", en: "It is not published then, and its id is free again.")
}
