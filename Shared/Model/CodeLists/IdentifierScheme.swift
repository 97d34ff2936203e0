/// A register that gives institutions identifiers.
public enum IdentifierScheme: String, Sendable, Hashable, CaseIterable {
    /// Research Organization Registry; the preferred one.
    case ror = "ROR"
    /// The institution's registered internet domain, as used by SCHAC and Erasmus Without Paper.
    case schac = "SCHAC"
    /// Participant Identification Code of the European Commission.
    case pic = "PIC"
    /// Erasmus institutional code.
    case erasmus = "ERASMUS"
    /// Number of the Erasmus Charter for Higher Education.
    case erasmusCharter = "ERASMUS_CHARTER"
    /// World Higher Education Database of the International Association of Universities.
    case whed = "WHED"
    /// International Standard Name Identifier (ISO 27729).
    case isni = "ISNI"
    /// Wikidata item.
    case wikidata = "WIKIDATA"
    /// Global Research Identifier Database, retired in 2021.
    case grid = "GRID"
    /// Crossref Funder Registry.
    case crossrefFunder = "CROSSREF_FUNDER"
    /// The code of a school with China's Ministry of Education (学校标识码).
    case moe = "MOE"

    /// The name of the register.
    public var label: Label {
        switch self {
        case .ror: Label(zh: "ROR 研究机构标识", en: "ROR")
        case .schac: Label(zh: "SCHAC 机构域名", en: "SCHAC")
        case .pic: Label(zh: "欧盟参与者识别码（PIC）", en: "PIC")
        case .erasmus: Label(zh: "Erasmus 院校代码", en: "Erasmus code")
        case .erasmusCharter: Label(zh: "Erasmus 宪章编号", en: "Erasmus Charter")
        case .whed: Label(zh: "世界高等教育数据库（WHED）", en: "WHED")
        case .isni: Label(zh: "国际标准名称标识（ISNI）", en: "ISNI")
        case .wikidata: Label(zh: "维基数据", en: "Wikidata")
        case .grid: Label(zh: "GRID（已停用）", en: "GRID (retired)")
        case .crossrefFunder: Label(zh: "Crossref 资助机构", en: "Crossref Funder")
        case .moe: Label(zh: "教育部学校标识码", en: "Code of the Ministry of Education of China")
        }
    }

    /// How an identifier must look, for messages.
    public var rule: Label {
        switch self {
        case .ror:
            Label(
                zh: "应形如 https://ror.org/03yrm5c26，且校验码正确",
                en: "Like https://ror.org/03yrm5c26, with a correct checksum")
        case .schac: Label(zh: "应为机构的互联网域名，如 uw.edu.pl", en: "The institution's internet domain, like uw.edu.pl")
        case .pic: Label(zh: "应为 9 位数字", en: "Nine digits")
        case .erasmus: Label(zh: "应形如“PL WARSZAW01”", en: "Like “PL WARSZAW01”")
        case .erasmusCharter: Label(zh: "应以数字开头，由字母、数字和连字符组成", en: "A number, then capital letters, digits and hyphens")
        case .whed: Label(zh: "应形如 IAU-000123", en: "Like IAU-000123")
        case .isni: Label(zh: "应为 16 位，末位为校验码", en: "Sixteen characters, the last a check character")
        case .wikidata: Label(zh: "应形如 Q42", en: "Like Q42")
        case .grid: Label(zh: "应形如 grid.5170.3", en: "Like grid.5170.3")
        case .crossrefFunder: Label(zh: "应形如 10.13039/501100001809", en: "Like 10.13039/501100001809")
        case .moe: Label(zh: "应为 10 位数字", en: "Ten digits")
        }
    }
}

extension CodeLists {
    /// The registers of institutions.
    public static let identifierSchemes = CodeList(
        name: "identifier_schemes",
        label: Label(zh: "机构标识体系", en: "Institution identifiers"),
        entries: IdentifierScheme.allCases.map { Code($0.rawValue, zh: $0.label.zh, en: $0.label.en) },
    )
}
