import Model

extension Texts {
    static let subscriptions = Label(zh: "订阅", en: "Subscriptions")
    static let subscription = Label(zh: "订阅", en: "Subscription")
    static let subscriptionsLead = Label(
        zh: "每个接收方在事件日志中的位置：处理到哪里、落后多少、哪些无法处理。",
        en: "The place of every receiver in the log: how far it is, how far behind, and what it could not handle.")
    static let noSubscriptions = Label(zh: "还没有订阅", en: "There is no subscription yet")
    static let noSubscriptionsHint = Label(
        zh: "接收系统通过 API 或命令行 yizhan subscriptions create 订阅。",
        en: "Receiving systems subscribe by the API or by yizhan subscriptions create.")
    static let subscriptionActive = Label(zh: "进行中", en: "Active")
    static let subscriptionPaused = Label(zh: "已暂停", en: "Paused")
    static let subscriptionSuspended = Label(zh: "已挂起", en: "Suspended")
    static let suspendedHint = Label(
        zh: "落后太久，不再为它保留日志。要恢复，请移动到仍在日志中的位置，并核对错过的事件。",
        en: """
            It was behind for so long that the log is no longer kept for it. To let it go on, move it to a position that \
            the log still has, and compare what it missed.
            """)
    static let state = Label(zh: "状态", en: "State")
    static let lag = Label(zh: "落后", en: "Behind")
    static let pace = Label(zh: "速度", en: "Pace")
    static func perSecond(_ number: String) -> Label { Label(zh: "\(number) 个/秒", en: "\(number)/s") }
    static let upToDate = Label(zh: "已是最新", en: "Up to date")
    static func behindSince(_ events: String, _ span: String) -> Label {
        Label(zh: "\(events)（\(span)）", en: "\(events) (\(span))")
    }
    /// A time span in its largest unit, as one says it.
    static func span(_ seconds: Int64) -> Label {
        switch seconds {
        case ..<120: Label(zh: "\(seconds) 秒", en: "\(seconds) s")
        case ..<7200: Label(zh: "\(seconds / 60) 分钟", en: "\(seconds / 60) min")
        case ..<172_800: Label(zh: "\(seconds / 3600) 小时", en: "\(seconds / 3600) h")
        default: Label(zh: "\(seconds / 86_400) 天", en: "\(seconds / 86_400) days")
        }
    }
    static let failures = Label(zh: "重试中", en: "To be retried")
    static let deadLetters = Label(zh: "死信", en: "Dead letters")
    static let atWork = Label(zh: "处理中的分片", en: "Slots at work")
    static let ofService = Label(zh: "系统服务", en: "of a service")
    static let logOfEvents = Label(zh: "事件日志", en: "The log of events")
    static let headOfLog = Label(zh: "日志末尾", en: "End of the log")
    static let lastMinute = Label(zh: "最近一分钟的事件", en: "Events of the last minute")
    static let positions = Label(zh: "编号", en: "Positions")
    static let advancing = Label(zh: "正常推进", en: "Given at once")
    static let standingStill = Label(zh: "停滞", en: "Standing still")
    static let news = Label(zh: "通知", en: "News")
    static let heardAtOnce = Label(zh: "即时收到", en: "Heard of at once")
    static let polledFor = Label(zh: "轮询", en: "Polled for")
    static let openTransactions = Label(zh: "长时间未结束的事务", en: "Transactions open for long")
    static let openTransactionsHint = Label(
        zh: "不影响其他事件，但妨碍清理；其自身的事件在提交后才编号。",
        en: "They hold back cleaning up and their own events, and nobody else's.")
    static let process = Label(zh: "进程", en: "Process")
    static let prepared = Label(zh: "已预提交", en: "Prepared")
    static let openFor = Label(zh: "已打开", en: "Open for")
    static let lastStatement = Label(zh: "最近的语句", en: "Last statement")
    static let keepRefreshing = Label(zh: "自动刷新", en: "Keep refreshing")
    static let stopRefreshing = Label(zh: "停止自动刷新", en: "Stop refreshing")
    static let retrying = Label(zh: "等待重试", en: "Waiting to be retried")
    static let waitingBehind = Label(zh: "排在失败事件之后", en: "Waiting behind a failure")
    static let slots = Label(zh: "分片", en: "Slots")
    static let slot = Label(zh: "分片", en: "Slot")
    static let replay = Label(zh: "重放", en: "Replay")
    static let toBeReplayed = Label(zh: "待重放", en: "To be replayed")
    static let endReplays = Label(zh: "停止重放", en: "End the replay")
    static let done = Label(zh: "操作记录", en: "What was done")
    static let operation = Label(zh: "操作", en: "What")
    static let doneAt = Label(zh: "时间", en: "When")
    static let doneBy = Label(zh: "操作者", en: "By whom")
    /// The names of operations as the bus notes them.
    static let operations: [String: Label] = [
        "subscribe": Label(zh: "创建", en: "Subscribed"), "filter": Label(zh: "修改接收条件", en: "Wants changed"),
        "policy": Label(zh: "修改失败处理", en: "Policy changed"), "divide": Label(zh: "重新分片", en: "Divided"),
        "pause": Label(zh: "暂停", en: "Paused"), "resume": Label(zh: "恢复", en: "Resumed"),
        "seek": Label(zh: "移动", en: "Moved"), "replay": Label(zh: "重放", en: "Replayed"),
        "end-replays": Label(zh: "停止重放", en: "Replay ended"), "end replay": Label(zh: "重放过期", en: "Replay expired"),
        "redrive": Label(zh: "重新投递死信", en: "Dead letters sent again"),
        "discard": Label(zh: "放弃死信", en: "Dead letters given up"),
        "suspend": Label(zh: "挂起", en: "Suspended"), "hand-over": Label(zh: "移交", en: "Handed over"),
    ]
    static let heldBy = Label(zh: "处理者", en: "Held by")
    static let heldByNobody = Label(zh: "无人处理", en: "Nobody")
    static let leaseUntil = Label(zh: "租期至", en: "Lease until")
    static let wanted = Label(zh: "接收条件", en: "What it wants")
    static let types = Label(zh: "事件类型", en: "Types")
    static let subjects = Label(zh: "主题", en: "Subjects")
    static let sources = Label(zh: "来源", en: "Sources")
    static let data = Label(zh: "数据", en: "Data")
    static let all = Label(zh: "全部", en: "All")
    static let attempts = Label(zh: "尝试次数", en: "Attempts")
    static let afterFailure = Label(zh: "失败之后", en: "After a failure")
    static let keyWaits = Label(zh: "同一键的后续事件等待", en: "Later events of the same key wait")
    static let othersGoOn = Label(zh: "其他事件继续", en: "All others go on")
    static let noDeadLetters = Label(zh: "没有死信。", en: "There are no dead letters.")
    static let firstDeadLetters = Label(zh: "最早的死信", en: "First dead letters")
    static let laterDeadLetters = Label(zh: "更晚的死信", en: "Later dead letters")
    static let event = Label(zh: "事件", en: "Event")
    static let lastError = Label(zh: "最近的错误", en: "Last error")
    static func attemptsMade(_ count: Int64) -> Label {
        Label(zh: "尝试 \(count) 次", en: count == 1 ? "1 attempt" : "\(count) attempts")
    }
    static let redrive = Label(zh: "重新投递", en: "Send again")
    static let discard = Label(zh: "放弃", en: "Give up")
    static let redriveAll = Label(zh: "重新投递全部死信", en: "Send all dead letters again")
    static let discardAll = Label(zh: "放弃全部死信", en: "Give all dead letters up")
    static let discardAllHelp = Label(
        zh: "不再处理这些事件，不能恢复。", en: "These events are never handled. This cannot be undone.")
    static let pause = Label(zh: "暂停", en: "Pause")
    static let resume = Label(zh: "恢复", en: "Resume")
    static let seek = Label(zh: "移动", en: "Move")
    static let seekHelp = Label(
        zh: "从该位置之后继续；向前移动会跳过事件，向后移动会再次投递。",
        en: "Goes on after it. Forwards skips events, back hands them out again.")
    static let deleteSubscription = Label(zh: "删除订阅", en: "Delete the subscription")
    static let deleteSubscriptionHelp = Label(
        zh: "连同其位置和死信一起删除，不能恢复。", en: "Deletes its place and its dead letters, for good.")
}
