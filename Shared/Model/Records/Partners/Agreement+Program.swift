// What the program itself keeps about an agreement.
extension Agreement {
    /// The countries and regions of the other parties; frozen with the content.
    public static let partnerCountries = Field<[String]>(
        "partnerCountries", .codes(CodeLists.countries), zh: "伙伴国家（地区）", en: "Partner countries and regions",
        [.readOnly, .listed])
    /// The country groups to which those belonged on the day of signing; never changed afterwards.
    public static let countryGroupsAtSigning = Field<[String]>(
        "countryGroupsAtSigning", .codes(CodeLists.countryGroups), zh: "签约时所属国家组", en: "Country groups at signing",
        [.readOnly, .filtered])
    /// The number of the content as it is now, starting at 1.
    public static let versionNo = Field<Int64>(
        "versionNo", .integer(1...1_000_000), zh: "内容版本", en: "Content version", [.readOnly])
    /// SHA-256 of the content: of what ``contentFields`` say, without technical ids.
    public static let contentHash = Field<String>(
        "contentHash", .text(max: 64, format: .sha256), zh: "内容摘要", en: "Content hash", [.readOnly])
    /// The number of a proposed content that not all parties have approved yet.
    public static let pendingVersion = Field<Int64>(
        "pendingVersion", .integer(1...1_000_000), zh: "待批准版本", en: "Pending version", [.readOnly, .filtered])
    /// Since when it is suspended.
    public static let suspendedOn = Field<CalendarDate>(
        "suspendedOn", .date, zh: "中止日期", en: "Suspended on", [.readOnly])
    /// Where it stands today by its dates and its state; computed when read.
    public static let standing = Field<String>(
        "standing", .code(Self.standings), zh: "效力", en: "Standing", [.derived, .listed])

    /// The fields whose change makes a new version: what the parties agree upon.
    public static let contentFields: [FieldSpec] = [
        Self.title.spec, Self.types.spec, Self.primaryType.spec, Self.level.spec, Self.parties.spec,
        Self.conditions.spec, Self.effective.spec, Self.autoRenewMonths.spec, Self.autoRenewNoticeDays.spec,
        Self.terminationNotice.spec, Self.terminationNoticeUnit.spec, Self.languages.spec,
        Self.authoritativeLanguage.spec, Self.binding.spec, Self.financialTerms.spec,
    ]
}
