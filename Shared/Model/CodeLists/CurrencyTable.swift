/// ISO 4217 list one, without the codes that have no minor unit (metals, bond units, testing).
enum CurrencyTable {
    static let rows = CodeTable.rows(Self.text, columns: 5)

    /// Decimal places by code.
    static let exponents: [String: Int] = Dictionary(
        Self.rows.map { ($0[0], Int($0[1]) ?? 2) },
        uniquingKeysWith: { first, _ in first },
    )

    /// Code, decimal places, names, the day from which the code is no longer used.
    private static let text = """
        AED|2|阿联酋迪拉姆|UAE dirham|
        AFN|2|阿富汗尼|Afghani|
        ALL|2|阿尔巴尼亚列克|Lek|
        AMD|2|亚美尼亚德拉姆|Armenian dram|
        ANG|2|荷属安的列斯盾|Netherlands Antillean guilder|2025-07-01
        AOA|2|安哥拉宽扎|Kwanza|
        ARS|2|阿根廷比索|Argentine peso|
        AUD|2|澳大利亚元|Australian dollar|
        AWG|2|阿鲁巴弗罗林|Aruban florin|
        AZN|2|阿塞拜疆马纳特|Azerbaijan manat|
        BAM|2|波黑可兑换马克|Convertible mark|
        BBD|2|巴巴多斯元|Barbados dollar|
        BDT|2|孟加拉塔卡|Taka|
        BGN|2|保加利亚列弗|Bulgarian lev|2026-01-01
        BHD|3|巴林第纳尔|Bahraini dinar|
        BIF|0|布隆迪法郎|Burundi franc|
        BMD|2|百慕大元|Bermudian dollar|
        BND|2|文莱元|Brunei dollar|
        BOB|2|玻利维亚诺|Boliviano|
        BOV|2|玻利维亚记账单位|Mvdol|
        BRL|2|巴西雷亚尔|Brazilian real|
        BSD|2|巴哈马元|Bahamian dollar|
        BTN|2|不丹努尔特鲁姆|Ngultrum|
        BWP|2|博茨瓦纳普拉|Pula|
        BYN|2|白俄罗斯卢布|Belarusian ruble|
        BZD|2|伯利兹元|Belize dollar|
        CAD|2|加拿大元|Canadian dollar|
        CDF|2|刚果法郎|Congolese franc|
        CHE|2|WIR欧元|WIR euro|
        CHF|2|瑞士法郎|Swiss franc|
        CHW|2|WIR法郎|WIR franc|
        CLF|4|智利发展单位|Unidad de fomento|
        CLP|0|智利比索|Chilean peso|
        CNY|2|人民币|Renminbi|
        COP|2|哥伦比亚比索|Colombian peso|
        COU|2|哥伦比亚实际价值单位|Unidad de valor real|
        CRC|2|哥斯达黎加科朗|Costa Rican colon|
        CUP|2|古巴比索|Cuban peso|
        CVE|2|佛得角埃斯库多|Cabo Verde escudo|
        CZK|2|捷克克朗|Czech koruna|
        DJF|0|吉布提法郎|Djibouti franc|
        DKK|2|丹麦克朗|Danish krone|
        DOP|2|多米尼加比索|Dominican peso|
        DZD|2|阿尔及利亚第纳尔|Algerian dinar|
        EGP|2|埃及镑|Egyptian pound|
        ERN|2|厄立特里亚纳克法|Nakfa|
        ETB|2|埃塞俄比亚比尔|Ethiopian birr|
        EUR|2|欧元|Euro|
        FJD|2|斐济元|Fiji dollar|
        FKP|2|福克兰（马尔维纳斯）镑|Falkland Islands (Malvinas) pound|
        GBP|2|英镑|Pound sterling|
        GEL|2|格鲁吉亚拉里|Lari|
        GHS|2|加纳塞地|Ghana cedi|
        GIP|2|直布罗陀镑|Gibraltar pound|
        GMD|2|冈比亚达拉西|Dalasi|
        GNF|0|几内亚法郎|Guinean franc|
        GTQ|2|危地马拉格查尔|Quetzal|
        GYD|2|圭亚那元|Guyana dollar|
        HKD|2|港元|Hong Kong dollar|
        HNL|2|洪都拉斯伦皮拉|Lempira|
        HRK|2|克罗地亚库纳|Croatian kuna|2023-01-01
        HTG|2|海地古德|Gourde|
        HUF|2|匈牙利福林|Forint|
        IDR|2|印度尼西亚盾|Rupiah|
        ILS|2|以色列新谢克尔|New Israeli sheqel|
        INR|2|印度卢比|Indian rupee|
        IQD|3|伊拉克第纳尔|Iraqi dinar|
        IRR|2|伊朗里亚尔|Iranian rial|
        ISK|0|冰岛克朗|Iceland krona|
        JMD|2|牙买加元|Jamaican dollar|
        JOD|3|约旦第纳尔|Jordanian dinar|
        JPY|0|日元|Yen|
        KES|2|肯尼亚先令|Kenyan shilling|
        KGS|2|吉尔吉斯斯坦索姆|Som|
        KHR|2|柬埔寨瑞尔|Riel|
        KMF|0|科摩罗法郎|Comorian franc|
        KPW|2|朝鲜圆|North Korean won|
        KRW|0|韩元|Won|
        KWD|3|科威特第纳尔|Kuwaiti dinar|
        KYD|2|开曼群岛元|Cayman Islands dollar|
        KZT|2|哈萨克斯坦坚戈|Tenge|
        LAK|2|老挝基普|Lao kip|
        LBP|2|黎巴嫩镑|Lebanese pound|
        LKR|2|斯里兰卡卢比|Sri Lanka rupee|
        LRD|2|利比里亚元|Liberian dollar|
        LSL|2|莱索托洛蒂|Loti|
        LYD|3|利比亚第纳尔|Libyan dinar|
        MAD|2|摩洛哥迪拉姆|Moroccan dirham|
        MDL|2|摩尔多瓦列伊|Moldovan leu|
        MGA|2|马达加斯加阿里亚里|Malagasy ariary|
        MKD|2|北马其顿第纳尔|Denar|
        MMK|2|缅甸元|Kyat|
        MNT|2|蒙古图格里克|Tugrik|
        MOP|2|澳门元|Pataca|
        MRU|2|毛里塔尼亚乌吉亚|Ouguiya|
        MUR|2|毛里求斯卢比|Mauritius rupee|
        MVR|2|马尔代夫拉菲亚|Rufiyaa|
        MWK|2|马拉维克瓦查|Malawi kwacha|
        MXN|2|墨西哥比索|Mexican peso|
        MXV|2|墨西哥投资单位|Mexican unidad de inversion|
        MYR|2|马来西亚林吉特|Malaysian ringgit|
        MZN|2|莫桑比克梅蒂卡尔|Mozambique metical|
        NAD|2|纳米比亚元|Namibia dollar|
        NGN|2|尼日利亚奈拉|Naira|
        NIO|2|尼加拉瓜科多巴|Cordoba oro|
        NOK|2|挪威克朗|Norwegian krone|
        NPR|2|尼泊尔卢比|Nepalese rupee|
        NZD|2|新西兰元|New Zealand dollar|
        OMR|3|阿曼里亚尔|Rial Omani|
        PAB|2|巴拿马巴波亚|Balboa|
        PEN|2|秘鲁索尔|Sol|
        PGK|2|巴布亚新几内亚基那|Kina|
        PHP|2|菲律宾比索|Philippine peso|
        PKR|2|巴基斯坦卢比|Pakistan rupee|
        PLN|2|波兰兹罗提|Zloty|
        PYG|0|巴拉圭瓜拉尼|Guarani|
        QAR|2|卡塔尔里亚尔|Qatari rial|
        RON|2|罗马尼亚列伊|Romanian leu|
        RSD|2|塞尔维亚第纳尔|Serbian dinar|
        RUB|2|俄罗斯卢布|Russian ruble|
        RWF|0|卢旺达法郎|Rwanda franc|
        SAR|2|沙特里亚尔|Saudi riyal|
        SBD|2|所罗门群岛元|Solomon Islands dollar|
        SCR|2|塞舌尔卢比|Seychelles rupee|
        SDG|2|苏丹镑|Sudanese pound|
        SEK|2|瑞典克朗|Swedish krona|
        SGD|2|新加坡元|Singapore dollar|
        SHP|2|圣赫勒拿镑|Saint Helena pound|
        SLE|2|塞拉利昂利昂|Leone|
        SOS|2|索马里先令|Somali shilling|
        SRD|2|苏里南元|Surinam dollar|
        SSP|2|南苏丹镑|South Sudanese pound|
        STN|2|圣多美和普林西比多布拉|Dobra|
        SVC|2|萨尔瓦多科朗|El Salvador colon|
        SYP|2|叙利亚镑|Syrian pound|
        SZL|2|斯威士兰里兰吉尼|Lilangeni|
        THB|2|泰铢|Baht|
        TJS|2|塔吉克斯坦索莫尼|Somoni|
        TMT|2|土库曼斯坦马纳特|Turkmenistan new manat|
        TND|3|突尼斯第纳尔|Tunisian dinar|
        TOP|2|汤加潘加|Pa’anga|
        TRY|2|土耳其里拉|Turkish lira|
        TTD|2|特立尼达和多巴哥元|Trinidad and Tobago dollar|
        TWD|2|新台币|New Taiwan dollar|
        TZS|2|坦桑尼亚先令|Tanzanian shilling|
        UAH|2|乌克兰格里夫纳|Hryvnia|
        UGX|0|乌干达先令|Uganda shilling|
        USD|2|美元|US dollar|
        USN|2|美元（次日）|US dollar (next day)|
        UYI|0|乌拉圭指数化比索|Uruguay peso en unidades indexadas|
        UYU|2|乌拉圭比索|Peso uruguayo|
        UYW|4|乌拉圭名义工资指数单位|Unidad previsional|
        UZS|2|乌兹别克斯坦苏姆|Uzbekistan sum|
        VED|2|委内瑞拉数字玻利瓦尔|Bolívar soberano (digital)|
        VES|2|委内瑞拉主权玻利瓦尔|Bolívar soberano|
        VND|0|越南盾|Dong|
        VUV|0|瓦努阿图瓦图|Vatu|
        WST|2|萨摩亚塔拉|Tala|
        XAD|2|阿拉伯记账第纳尔|Arab accounting dinar|
        XAF|0|中非法郎|CFA franc BEAC|
        XCD|2|东加勒比元|East Caribbean dollar|
        XCG|2|加勒比盾|Caribbean guilder|
        XOF|0|西非法郎|CFA franc BCEAO|
        XPF|0|太平洋法郎|CFP franc|
        YER|2|也门里亚尔|Yemeni rial|
        ZAR|2|南非兰特|Rand|
        ZMW|2|赞比亚克瓦查|Zambian kwacha|
        ZWG|2|津巴布韦金|Zimbabwe gold|
        """
}
