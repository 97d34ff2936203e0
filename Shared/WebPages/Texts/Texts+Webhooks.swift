import Model

extension Texts {
    static let webhooksLead = Label(
        zh: "把事件推送给其他系统：签名发送，失败按计划重试，每次尝试都有记录。",
        en: "Sends events to other systems: signed, tried again on a schedule, with a log of every attempt.")
    static let newWebhook = Label(zh: "新建推送", en: "New webhook")
    static let noWebhooks = Label(zh: "还没有事件推送", en: "There is no webhook yet")
    static let noWebhooksHint = Label(
        zh: "为每个接收事件的系统建立一个。", en: "Make one for each system that is to hear of events.")
    static let lastAttempt = Label(zh: "最近一次尝试", en: "Last attempt")
    static let lately = Label(zh: "近期成功率", en: "Delivered lately")
    static let waiting = Label(zh: "等待送达", en: "Waiting")
    static let nothingTried = Label(zh: "最新一批尚无尝试", en: "None of the newest tried yet")
    static func shareOfLast(_ share: Int, _ count: Int) -> Label {
        Label(
            zh: "近 \(count) 次送达 \(share)%",
            en: count == 1 ? "\(share)% of the last one" : "\(share)% of the last \(count)")
    }
    static func moreThan(_ count: Int) -> Label {
        Label(zh: "超过 \(count.grouped)", en: "more than \(count.grouped)")
    }
    static func disabledBecause(_ reason: String) -> Label {
        Label(
            zh: "已停用：\(reason)。停用期间的事件不会自动补发，恢复后可用“补发”送出。",
            en: """
                Disabled: \(reason.lowercasedInitial). Events of the time meanwhile are not sent by themselves; resume, \
                then recover them.
                """)
    }
    static func failingSince(_ time: String) -> Label {
        Label(
            zh: "自 \(time) 起全部失败；持续五天将自动停用。",
            en: "Everything has failed since \(time); after five days of that it is disabled.")
    }
    static let course = Label(zh: "运行情况", en: "How it goes")
    static let deliveries = Label(zh: "送达记录", en: "Deliveries")
    static let noDeliveries = Label(
        zh: "还没有送达记录。可先发送一个测试事件。", en: "Nothing was sent yet. A test event shows whether it works.")
    static let testEvent = Label(zh: "测试事件", en: "test event")
    static let allEventsOfUnit = Label(
        zh: "本单位及下级单位的全部事件。", en: "All events of the unit and of those below it.")
    static let valuesNotShown = Label(
        zh: "值已加密保存，不再显示。", en: "Values are kept encrypted and not shown again.")
    static let sendTest = Label(zh: "发送测试事件", en: "Send a test event")
    static let recover = Label(zh: "补发", en: "Recover")
    static let recoverHelp = Label(
        zh: "按页面所示的时区。此后符合筛选而未送达的事件全部补发。",
        en:
            "In the time zone of the times on this page. All events since then that fit and were not delivered are sent."
    )
    static let rotate = Label(zh: "更换密钥", en: "Replace the secret")
    static let deleteWebhook = Label(zh: "删除推送", en: "Delete the webhook")
    static let deleteWebhookHelp = Label(
        zh: "连同送达记录一起删除，不能恢复。只想暂时停止，请用“暂停”。",
        en: "Deletes its deliveries, too, for good. To stop it for a while, pause it.")
    static let pendingHint = Label(
        zh: "尚未送达，到时间会自动尝试。", en: "Not delivered yet; it is tried when its time comes.")
    static let lookAgain = Label(zh: "刷新", en: "Look again")
    static let notTriedYet = Label(zh: "还没有尝试。", en: "Not tried yet.")
    static func attempt(_ number: Int64) -> Label {
        Label(zh: "第 \(number) 次尝试", en: "Attempt \(number)")
    }
    static let request = Label(zh: "请求", en: "Request")
    static let response = Label(zh: "答复", en: "Response")
}
