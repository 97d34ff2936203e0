extension Agreement {
    static let rules: [FieldRule] = [
        FieldRule(
            Self.primaryType, zh: "主要类型应是所填协议类型之一", en: "The primary type must be one of the agreement's types"),
        FieldRule(
            Self.signedOn, zh: "已签署的协议须有签署日期", en: "An agreement that has been signed needs the day of the signature"),
        FieldRule(Self.renewedFrom, zh: "协议不能续签自身", en: "An agreement cannot follow itself"),
        FieldRule(Self.parentAgreement, zh: "协议不能是自身的附属协议", en: "An agreement cannot be an annex to itself"),
        FieldRule(
            Self.endedOn, zh: "只有已终止或被取代的协议有终止日期，且必须填写",
            en: "An agreement has a day on which it ended when it was terminated or superseded, and only then"),
        FieldRule(
            Self.supersededBy, zh: "只有被取代的协议才填取代它的协议，且不能是它自身",
            en: "Names another agreement when this one was superseded, and only then"),
        FieldRule(
            Self.parties, Party.isOwn, zh: "我方不填机构，其他各方须填机构",
            en: "This university is a party without an institution; every other party names one"),
        FieldRule(
            Self.parties, Party.unit, zh: "填写院系时须同时填写它所属的机构", en: "A unit needs the institution that it belongs to"),
        FieldRule(
            Self.conditions, Condition.receivingParty, zh: "派出方和接收方不能是同一方",
            en: "The sending and the receiving party must be two"),
        FieldRule(
            Self.conditions, Condition.firstAcademicYear, zh: "学年应写作 2025/2026",
            en: "An academic year is written 2025/2026"),
        FieldRule(
            Self.conditions, Condition.lastAcademicYear, zh: "学年应写作 2025/2026，且不早于起始学年",
            en: "An academic year is written 2025/2026, and the last is not before the first"),
    ]
}
