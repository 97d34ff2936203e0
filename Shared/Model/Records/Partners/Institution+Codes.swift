extension Institution {
    /// Kinds of institutions.
    public static let kinds = CodeTable.list(
        "institutionKinds", Label(zh: "机构类别", en: "Kinds of institutions"),
        """
        higher_education|高等院校|Higher education institution
        research_institute|科研机构|Research institute
        enterprise|企业|Enterprise
        government|政府部门|Government body
        network_alliance|联盟或合作网络|Network or alliance
        foundation_ngo|基金会或非政府组织|Foundation or NGO
        hospital|医院|Hospital
        school|中小学校|School
        language_agency|外语培训机构|Language training agency
        recruitment_agency|留学中介机构|Recruitment agency
        other|其他|Other
        """)

    /// Sorts of names.
    public static let nameKinds = CodeTable.list(
        "institutionNameKinds", Label(zh: "名称类型", en: "Kinds of names"),
        """
        official|正式名称|Official
        translated|译名|Translated
        alias|别名|Alias
        acronym|缩写|Acronym
        former|曾用名|Former
        """)

    /// Registries of institutions, and two schemes under which several institutions may share a value.
    public static let identifierSchemes = CodeList(
        name: "institutionIdentifierSchemes",
        label: Label(zh: "机构标识体系", en: "Identifier schemes"),
        entries: CodeLists.identifierSchemes.entries + [
            Code("DOMAIN", zh: "互联网域名（可共用）", en: "Internet domain (may be shared)"),
            Code("OTHER", zh: "其他", en: "Other"),
        ],
    )

    /// What another institution may be to this one.
    public static let relationKinds = CodeTable.list(
        "institutionRelations", Label(zh: "机构关系", en: "Relations between institutions"),
        """
        predecessor|前身|Predecessor
        successor|后继|Successor
        parent|上级|Parent
        child|下属|Child
        related|相关|Related
        """)

    /// What a screening against lists of restricted parties may give.
    public static let screeningResults = CodeTable.list(
        "screeningResults", Label(zh: "合规筛查结果", en: "Screening results"),
        """
        clear|未见异常|Clear
        review|需进一步核实|Needs review
        restricted|列入限制名单|Restricted
        """)
}
