extension Agreement {
    /// Types of agreements.
    public static let agreementTypes = CodeTable.list(
        "agreementTypes", Label(zh: "协议类型", en: "Types of agreements"),
        """
        memorandum|合作备忘录|Memorandum of understanding
        framework|框架协议|Framework agreement
        student_exchange|学生交换|Student exchange
        joint_training|联合培养|Joint training
        dual_degree|双学位|Dual degree
        articulation|学分衔接（2+2、3+1、3+2）|Articulation (2+2, 3+1, 3+2)
        joint_phd|联合培养博士|Joint doctorate
        staff_exchange|教师交流|Staff exchange
        research|科研合作|Research
        joint_lab|联合实验室|Joint laboratory
        industry_university_research|产学研用合作|Industry, university and research
        inter_university|校际合作|Inter-university cooperation
        alliance|联盟|Alliance
        visiting_student|访学|Visiting students
        study_tour|游学|Study tours
        internship|实习|Internships
        cooperative_school|中外合作办学|Cooperative school
        confucius_institute|孔子学院|Confucius Institute
        letter_of_intent|意向书|Letter of intent
        annex|附件|Annex
        amendment|修订协议|Amendment
        """)

    /// Who agrees with whom.
    public static let levels = CodeTable.list(
        "agreementLevels", Label(zh: "协议层级", en: "Levels of agreements"),
        """
        university|校级|University
        unit|院级|Unit
        """)

    /// Parts that a party may play.
    public static let partyRoles = CodeTable.list(
        "partyRoles", Label(zh: "签约方角色", en: "Roles of parties"),
        """
        partner|合作方|Partner
        coordinator|牵头方|Coordinator
        funder|资助方|Funder
        host|承办方|Host
        witness|见证方|Witness
        """)

    /// Where an agreement comes from.
    public static let origins = CodeTable.list(
        "agreementOrigins", Label(zh: "签约性质", en: "Origins of agreements"),
        """
        new|新签|New
        renewal|续签|Renewal
        replacement|替换|Replacement
        """)

    /// Whether an agreement binds.
    public static let bindings = CodeTable.list(
        "bindings", Label(zh: "约束力", en: "Binding force"),
        """
        binding|有法律约束力|Binding
        non_binding|无法律约束力|Not binding
        """)

    /// Who may read.
    public static let confidentialities = CodeTable.list(
        "confidentialities", Label(zh: "密级", en: "Confidentiality"),
        """
        public|公开|Public
        internal|校内|Internal
        confidential|保密|Confidential
        """)

    /// Units of a period of notice.
    public static let noticeUnits = CodeTable.list(
        "noticeUnits", Label(zh: "通知期单位", en: "Units of notice"),
        """
        day|天|Days
        month|月|Months
        academic_year|学年|Academic years
        """)

    /// What is done under a condition.
    public static let activities = CodeTable.list(
        "cooperationActivities", Label(zh: "合作活动", en: "Cooperation activities"),
        """
        student_studies|学生学习|Student mobility for studies
        student_traineeship|学生实习|Student mobility for traineeships
        staff_teaching|教师授课|Staff mobility for teaching
        staff_training|教师培训|Staff mobility for training
        research_visit|科研访问|Research visit
        joint_degree_phase|联合培养阶段|Phase of a joint degree
        """)

    /// Who pays tuition.
    public static let tuitions = CodeTable.list(
        "tuitions", Label(zh: "学费安排", en: "Tuition"),
        """
        waived|互免|Waived
        paid_home|向派出方缴纳|Paid at home
        paid_host|向接收方缴纳|Paid to the host
        discount|减免部分|Discounted
        """)

    /// Where an agreement stands today.
    public static let standings = CodeTable.list(
        "agreementStandings", Label(zh: "协议效力", en: "Standing of agreements"),
        """
        not_in_force|未生效|Not in force
        unsigned_but_used|未签先用|Used without being signed
        in_force|有效|In force
        expiring|即将到期|Expiring
        expired|已到期|Expired
        suspended|已中止|Suspended
        ended|已终止|Ended
        """)
}
