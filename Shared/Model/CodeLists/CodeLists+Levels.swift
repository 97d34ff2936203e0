extension CodeLists {
    /// The levels of the European Qualifications Framework that higher education uses.
    public static let eqfLevels = CodeTable.list(
        "eqf_levels",
        Label(zh: "资格层次（EQF）", en: "Qualification levels (EQF)"),
        """
        5|短期高等教育（专科）|Short cycle
        6|学士|Bachelor
        7|硕士|Master
        8|博士|Doctorate
        """,
    )

    /// The language levels of the Common European Framework of Reference, and native speakers.
    public static let languageLevels = CodeTable.list(
        "language_levels",
        Label(zh: "语言水平（CEFR）", en: "Language levels (CEFR)"),
        """
        A1|入门级（A1）|Breakthrough (A1)
        A2|初级（A2）|Waystage (A2)
        B1|中级（B1）|Threshold (B1)
        B2|中高级（B2）|Vantage (B2)
        C1|高级（C1）|Effective operational proficiency (C1)
        C2|精通级（C2）|Mastery (C2)
        NS|母语|Native speaker
        """,
    )

    /// Sex, ISO/IEC 5218.
    public static let sexes = CodeTable.list(
        "sexes",
        Label(zh: "性别", en: "Sex"),
        """
        0|未知|Not known
        1|男|Male
        2|女|Female
        9|不适用|Not applicable
        """,
    )
}
