extension Agreement {
    /// What one party may send to another under an agreement, year by year.
    public enum Condition {
        private static let partyHelp = Label(
            zh: "签约方序号，从 1 起。", en: "The number of the party, counted from 1.")

        /// The number under which stays take their places; given by the program when left out.
        ///
        /// It says which condition is meant whatever their order, also after amendments.
        public static let number = Field<Int64>(
            "no", .integer(1...999), zh: "序号", en: "Number",
            help: Label(
                zh: "不填时自动编号。人员交流按序号占用名额，与排列顺序无关。",
                en: "Given when left out. Stays take their places under this number, whatever the order."),
            [.distinct])
        /// What is done.
        public static let activity = Field<String>(
            "activity", .code(Agreement.activities), zh: "活动", en: "Activity", [.required])
        /// The number of the party that sends.
        public static let sendingParty = Field<Int64>(
            "sendingParty", .integer(1...99), zh: "派出方", en: "Sending party", help: Self.partyHelp, [.required])
        /// The number of the party that receives.
        public static let receivingParty = Field<Int64>(
            "receivingParty", .integer(1...99), zh: "接收方", en: "Receiving party", help: Self.partyHelp, [.required])
        /// The first academic year, `2025/2026`, counted as the receiving party counts.
        public static let firstAcademicYear = Field<String>(
            "firstAcademicYear", .text(max: 9), zh: "起始学年", en: "First academic year", [.required])
        /// The last academic year; without one the condition holds as long as the agreement.
        public static let lastAcademicYear = Field<String>(
            "lastAcademicYear", .text(max: 9), zh: "结束学年", en: "Last academic year")
        /// How many persons a year.
        public static let peoplePerYear = Field<Int64>(
            "peoplePerYear", .integer(1...100_000), zh: "每年人数", en: "People a year")
        /// How many months a year all of them together may stay.
        public static let totalMonthsPerYear = Field<FixedDecimal>(
            "totalMonthsPerYear", .decimal(scale: 2, 1...10_000_000), zh: "每年总月数", en: "Months a year in all")
        /// How many days a year all of them together may stay.
        public static let totalDaysPerYear = Field<FixedDecimal>(
            "totalDaysPerYear", .decimal(scale: 2, 1...100_000_000), zh: "每年总天数", en: "Days a year in all")
        /// The fields of study, ISCED-F 2013; none means all.
        public static let isced = Field<[String]>(
            "isced", .codes(CodeLists.iscedFields), zh: "学科领域", en: "Fields of study")
        /// The levels, European Qualifications Framework; none means all.
        public static let eqf = Field<[String]>("eqf", .codes(CodeLists.eqfLevels), zh: "学历层次", en: "Levels")
        /// The languages of instruction.
        public static let languages = Field<[String]>(
            "languages", .codes(CodeLists.languages), zh: "授课语言", en: "Languages")
        /// The level of language that is asked for, CEFR.
        public static let languageLevel = Field<String>(
            "languageLevel", .code(CodeLists.languageLevels), zh: "语言水平", en: "Language level")
        /// Whether part of it may be done from afar.
        public static let blended = Field<Bool>("blended", .boolean, zh: "混合形式", en: "Blended")
        /// Who pays tuition.
        public static let tuition = Field<String>("tuition", .code(Agreement.tuitions), zh: "学费", en: "Tuition")
        /// Anything else.
        public static let otherTerms = Field<String>(
            "otherTerms", .text(max: 2000, format: .paragraphs), zh: "其他约定", en: "Other terms")

        static let fields: [FieldSpec] = [
            Self.number.spec, Self.activity.spec, Self.sendingParty.spec, Self.receivingParty.spec,
            Self.firstAcademicYear.spec, Self.lastAcademicYear.spec, Self.peoplePerYear.spec,
            Self.totalMonthsPerYear.spec, Self.totalDaysPerYear.spec, Self.isced.spec, Self.eqf.spec,
            Self.languages.spec, Self.languageLevel.spec, Self.blended.spec, Self.tuition.spec, Self.otherTerms.spec,
        ]
    }
}
