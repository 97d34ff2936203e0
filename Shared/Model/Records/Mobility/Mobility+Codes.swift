extension Mobility {
    /// Ways to travel.
    public static let directions = CodeTable.list(
        "mobilityDirections", Label(zh: "方向", en: "Directions"),
        """
        outgoing|派出|Outgoing
        incoming|来访|Incoming
        """)

    /// Who travels.
    public static let travellers = CodeTable.list(
        "travellers", Label(zh: "人员类型", en: "Travellers"),
        """
        student|学生|Student
        teaching_staff|教师|Teaching staff
        admin_staff|管理人员|Administrative staff
        """)

    /// Sorts of stays.
    public static let categories = CodeTable.list(
        "mobilityCategories", Label(zh: "项目类别", en: "Mobility categories"),
        """
        exchange_semester|学期交换|Exchange semester
        exchange_year|学年交换|Exchange year
        joint_bachelor|本科联合培养|Joint bachelor's programme
        joint_master|硕士联合培养|Joint master's programme
        joint_phd|博士联合培养|Joint doctorate
        degree_abroad|攻读学位|Whole degree
        visiting_student|访学|Visiting student
        short_study_tour|短期研学|Short study tour
        summer_camp|夏令营|Summer camp
        winter_camp|冬令营|Winter camp
        paid_internship|带薪实习|Paid internship
        unpaid_internship|无薪实习|Unpaid internship
        conference|学术会议|Conference
        research_visit|科研访问|Research visit
        teaching|授课|Teaching
        training|进修培训|Training
        competition|竞赛|Competition
        volunteering|志愿服务|Volunteering
        language_course|语言课程|Language course
        online_course|在线课程|Online course
        """)

    /// Ways to take part.
    public static let modes = CodeTable.list(
        "mobilityModes", Label(zh: "交流方式", en: "Modes"),
        """
        physical|线下|Physical
        virtual|线上|Virtual
        blended|线上线下结合|Blended
        """)

    /// Lengths: up to 90 days, up to a year, longer.
    public static let lengthClasses = CodeTable.list(
        "lengthClasses", Label(zh: "时长类别", en: "Length classes"),
        """
        short|短期（90 天及以内）|Short (up to 90 days)
        mid|中期（91 天至一年）|Medium (91 days to a year)
        long|长期（一年以上）|Long (over a year)
        """)

    /// Awards that a stay may lead to.
    public static let awards = CodeTable.list(
        "mobilityAwards", Label(zh: "拟获学位", en: "Awards"),
        """
        none|无|None
        home|本方学位|Home award
        host|对方学位|Host award
        dual|双学位|Dual award
        joint|联合学位|Joint award
        certificate|结业证明|Certificate
        """)

    /// How stays end.
    public static let outcomes = CodeTable.list(
        "mobilityOutcomes", Label(zh: "交流结果", en: "Outcomes"),
        """
        completed|按计划完成|Completed
        no_show|未成行|Did not show up
        early_return_justified|有正当理由提前返回|Early return, justified
        early_return_unjustified|无正当理由提前返回|Early return, unjustified
        extended|延期完成|Extended
        shortened|缩短后完成|Shortened
        """)

    /// What a receiver may say about a nomination.
    public static let receiverStates = CodeTable.list(
        "receiverStates", Label(zh: "接收方状态", en: "Receiver's states"),
        """
        pending|待确认|Pending
        verified|已接收|Verified
        rejected|已拒绝|Rejected
        """)
}
