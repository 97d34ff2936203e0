extension Engagement {
    /// Kinds of engagements; 90 days divide the long ones from the short ones.
    public static let kinds = CodeTable.list(
        "engagementKinds", Label(zh: "聘任类别", en: "Kinds of engagements"),
        """
        long_term|长期（90 天及以上）|Long-term (90 days and more)
        short_term|短期（不足 90 天）|Short-term (less than 90 days)
        part_time|兼职（客座）|Part-time or guest
        honorary|名誉|Honorary
        online|线上|Online
        """)

    /// Posts.
    public static let posts = CodeTable.list(
        "engagementPosts", Label(zh: "岗位", en: "Posts"),
        """
        teacher_language|语言教师|Language teacher
        teacher_subject|专业课教师|Subject teacher
        researcher|研究人员|Researcher
        discipline_leader|学科带头人|Discipline leader
        advisor|顾问|Advisor
        """)

    /// Who counts as what.
    public static let introductions = CodeTable.list(
        "engagementIntroductions", Label(zh: "引进身份", en: "Introduced as"),
        """
        foreign_expert|外国专家|Foreign expert
        overseas_background_home_national|有海外背景的本国人才|Home national with an overseas background
        """)

    /// What pay is reckoned by.
    public static let payPeriods = CodeTable.list(
        "payPeriods", Label(zh: "薪酬计算单位", en: "Pay periods"),
        """
        hour|小时|Hour
        day|天|Day
        month|月|Month
        year|年|Year
        term|整个聘期|Whole term
        """)
}
