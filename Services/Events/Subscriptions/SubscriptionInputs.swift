import EventBus
import FoundationEssentials
import Model
import ServiceKit

/// What is said to subscribe, and what must hold of it.
struct NewSubscription: Sendable {
    let record: Record
    /// What must hold of an event's data; nil for nothing.
    let conditions: [EventCondition]?
    /// From when on, instead of a position.
    let moment: Instant?

    static let name = Field<String>(
        "name", .text(max: 100, format: .accountName), zh: "名称", en: "Name",
        help: Label(zh: "全局唯一，如 finance-agreements。", en: "Unique, like finance-agreements."), [.required])
    static let unit = Field<String>(
        "unit", .text(max: 63, format: .unitCode), zh: "单位", en: "Unit",
        help: Label(zh: "只接收该单位及其下级单位的事件。", en: "Events of this unit and all below it."), [.required])
    static let type = Field<String>(
        "type", .text(max: 200), zh: "事件类型", en: "Type",
        help: Label(zh: "* 代表任意字符。", en: "With * for anything: partners.agreement.*"), [.required])
    static let types = Field<[Record]>("types", .items([Self.type.spec]), zh: "事件类型", en: "Types")
    static let subject = Field<String>(
        "subject", .text(max: 500), zh: "主题", en: "Subject",
        help: Label(zh: "* 代表任意字符。", en: "With * for anything: agreements/*"), [.required])
    static let subjects = Field<[Record]>("subjects", .items([Self.subject.spec]), zh: "主题", en: "Subjects")
    static let source = Field<String>(
        "source", .text(max: 255), zh: "来源", en: "Source",
        help: Label(zh: "完全一致，如 /partners。", en: "Exactly, like /partners."), [.required])
    static let sources = Field<[Record]>("sources", .items([Self.source.spec]), zh: "来源", en: "Sources")
    /// Conditions, whose values are of no kind that a field has.
    static let dataName = "data"
    static let slots = Field<Int64>(
        "slots", .integer(1...256), zh: "分片数", en: "Slots",
        help: Label(
            zh: "最多可同时接收的份数；同一键的事件总在同一份内。默认 1。",
            en: "How many can receive at a time; events of one key are always in the same slot. 1 unless given."))
    static let attempts = Field<Int64>(
        "attempts", .integer(1...1000), zh: "尝试次数", en: "Attempts",
        help: Label(zh: "用尽后成为死信。默认 8。", en: "After these an event is a dead letter. 8 unless given."))
    static let keepsOrder = Field<Bool>(
        "keepsOrder", .boolean, zh: "失败后同键等待", en: "Keeps order after a failure",
        help: Label(
            zh: "某事件失败后，同一键的后续事件等待其处理或放弃。",
            en: "After a failure later events of the same key wait until it is handled or given up."))
    static let after = Field<Int64>(
        "after", .integer(0...Int64.max), zh: "起始位置", en: "After",
        help: Label(zh: "从该位置之后开始；不填则从现在开始。", en: "Begins after this position; from now on unless given."))
    static let incarnation = OperationInput.incarnation
    static let time = Field<String>(
        "time", .text(max: 40), zh: "起始时间", en: "Time",
        help: Label(
            zh: "从该时间起进入日志的事件开始，如 2026-11-21T08:00:00Z；代替起始位置。",
            en: "Begins with what came into the log then or later, like 2026-11-21T08:00:00Z; instead of a position."))
    static let fields = FieldSet([
        Self.name, Self.unit, Self.types, Self.sources, Self.subjects, Self.slots, Self.attempts, Self.keepsOrder,
        Self.after, Self.incarnation, Self.time,
    ])

    /// Reads a request.
    ///
    /// - Throws: every fault, with pointers into the request.
    init(_ input: JSON) throws(ValidationError) {
        var issues: [Issue] = []
        var rest = input
        var conditions: [DataCondition] = []
        if var object = input.objectValue {
            if let data = object[Self.dataName], !data.isNull {
                conditions = DataCondition.list(data, at: "/\(Self.dataName)", issues: &issues)
            }
            object[Self.dataName] = nil
            rest = .object(object)
        }
        do throws(ValidationError) {
            self.record = try Self.fields.validateNew(rest)
        } catch {
            throw ValidationError(error.issues + issues)
        }
        if EventCatalogue.isReserved(self.record[Self.name] ?? "") {
            issues.append(Issue("/\(Self.name.name)", .business, .reservedName))
        }
        var moment: Instant?
        if let text = self.record[Self.time] {
            switch OperationInput.moment(text) {
            case .success(let found): moment = found
            case .failure(let error): issues += error.issues
            }
            if self.record[Self.after] != nil {
                issues.append(
                    Issue(
                        "/\(Self.time.name)", .business,
                        Label(zh: "起始位置与起始时间只能给出一个", en: "Give after or time, not both")))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
        self.moment = moment
        self.conditions = conditions.isEmpty ? nil : conditions.map(EventCondition.init)
    }

    /// In the words of JSON Schema.
    static var schema: JSON {
        JSONSchema.input(Self.fields.fields, requiring: true).properties { $0[Self.dataName] = DataCondition.schema }
    }
}

extension Label {
    fileprivate static let reservedName: Label = {
        let words = EventCatalogue.reservedPrefixes.sorted().joined(separator: ", ")
        return Label(
            zh: "第一个点之前不能是各服务的名称（\(words)）；请用自己的名称，如 finance-agreements",
            en: "Must not begin with a service's name and a dot (\(words)); use a name of your own: finance-agreements")
    }()
}

/// What is said of a receipt.
enum ReceiptInput {
    static let receipt = Field<Int64>(
        "receipt", .integer(1...Int64.max), zh: "回执", en: "Receipt",
        help: Label(zh: "接收时得到的回执号。", en: "As it was received with the events."), [.required])
    static let upTo = Field<Int64>(
        "upTo", .integer(0...Int64.max), zh: "确认到", en: "Up to",
        help: Label(
            zh: "只确认到该位置，其余立即重新投递；不填则全部确认。", en: "Only up to this position; the rest comes again. All unless given."))
    static let position = Field<Int64>("position", .integer(1...Int64.max), zh: "位置", en: "Position", [.required])
    static let positions = Field<[Record]>(
        "positions", .items([Self.position.spec]), zh: "位置", en: "Positions",
        help: Label(zh: "不能处理的事件；不填则为全部。", en: "What could not be handled; all of it unless given."))
    static let reason = Field<String>("reason", .text(max: 2000), zh: "原因", en: "Reason")
    static let seconds = Field<Int64>(
        "seconds", .integer(0...604_800), zh: "秒", en: "Seconds",
        help: Label(zh: "多少秒后再投递，或回执再保留多少秒。", en: "Until it comes again, or for which the receipt is kept."))
    static let acknowledging = FieldSet([Self.receipt, Self.upTo])
    static let refusing = FieldSet([Self.receipt, Self.positions, Self.reason, Self.seconds])
    static let extending = FieldSet([Self.receipt, Self.seconds])
}

/// What is said to move a subscription.
enum OperationInput {
    static let position = Field<Int64>(
        "position", .integer(0...Int64.max), zh: "位置", en: "Position",
        help: Label(zh: "从该位置之后继续。", en: "Goes on after it."))
    static let time = Field<String>(
        "time", .text(max: 40), zh: "时间", en: "Time",
        help: Label(zh: "如 2026-11-21T08:00:00Z；代替位置。", en: "Like 2026-11-21T08:00:00Z; instead of the position."))
    static let incarnation = Field<String>(
        "incarnation", .text(max: 64), zh: "日志版本", en: "Incarnation",
        help: Label(
            zh: "得知该位置时的日志版本，即位置中 @ 之后的部分；日志恢复备份后若已不同，则拒绝。不填则相信该位置。",
            en: """
                In which life of the log the position was learnt, what stands behind the @ of a place: refused if the log was \
                restored since and went another way. Without, the position is trusted.
                """))
    static let after = Field<Int64>("after", .integer(0...Int64.max), zh: "起始位置", en: "After", [.required])
    static let through = Field<Int64>("through", .integer(1...Int64.max), zh: "截止位置", en: "Through", [.required])
    static let from = Field<Int64>("from", .integer(0...Int64.max), zh: "自位置", en: "From")
    static let last = Field<Int64>("through", .integer(0...Int64.max), zh: "至位置", en: "Through")
    static let perSecond = Field<Int64>(
        "perSecond", .integer(1...10_000), zh: "每秒", en: "Per second",
        help: Label(zh: "默认 50。", en: "50 unless given."))
    static let slots = Field<Int64>("slots", .integer(1...256), zh: "分片数", en: "Slots", [.required])
    static let seeking = FieldSet([Self.position, Self.incarnation, Self.time])
    static let replaying = FieldSet([Self.after, Self.through, Self.incarnation])
    static let redriving = FieldSet([Self.from, Self.last, Self.perSecond])
    static let discarding = FieldSet([Self.from, Self.last])
    static let account = Field<String>(
        "to", .text(max: 200), zh: "账户", en: "To",
        help: Label(
            zh: "如 token:finance，或人员账户名 zhang。",
            en: "Such as token:finance, or a person's account name: zhang."),
        [.required])
    static let handingOver = FieldSet([Self.account])
    static let dividing = FieldSet([Self.slots])

    /// What a text that is no time breaks.
    static let noTime = Issue(
        "/time", .format,
        Label(zh: "应为时间，如 2026-11-21T08:00:00Z", en: "Must be a time like 2026-11-21T08:00:00Z"))

    /// A moment that a place in the log can be found for.
    static func moment(_ text: String) -> Result<Instant, ValidationError> {
        guard let moment = Instant(text) else { return .failure(ValidationError([Self.noTime])) }
        guard moment <= .now else {
            return .failure(
                ValidationError(
                    "/time", .range,
                    Label(zh: "不能是将来的时间：那时的事件还没有位置", en: "Must not be in the future: nothing stands there yet")))
        }
        return .success(moment)
    }

    static func position(_ record: Record, _ desk: SubscriptionOperator) async throws -> Int {
        if let text = record[Self.time] { return try await desk.position(at: try Self.moment(text).get()) }
        guard let position = record[Self.position] else {
            throw ValidationError("/position", .required, Label(zh: "请填写位置或时间", en: "Give a position or a time"))
        }
        return try await desk.place(position, record)
    }
}

extension SubscriptionOperator {
    /// A position that is given together with the life of the log in which it was learnt.
    func place(_ position: Int64, _ record: Record) async throws -> Int {
        if let incarnation = record[OperationInput.incarnation] {
            try await self.require(incarnation, at: Int(position))
        }
        return Int(position)
    }

    /// After which position the events stand that came into the log at a moment or later.
    func position(at instant: Instant) async throws -> Int {
        try await self.position(at: Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000))
    }
}
