/// ISO 3166-1 alpha-2 code, continent, short names; in the order of the Chinese names by their pinyin (秘鲁 is Bìlǔ).
enum CountryTable {
    static let rows = CodeTable.rows(Self.text, columns: 4)

    private static let text = """
        AL|EU|阿尔巴尼亚|Albania
        DZ|AF|阿尔及利亚|Algeria
        AF|AS|阿富汗|Afghanistan
        AR|SA|阿根廷|Argentina
        AE|AS|阿联酋|United Arab Emirates
        AW|NA|阿鲁巴|Aruba
        OM|AS|阿曼|Oman
        AZ|AS|阿塞拜疆|Azerbaijan
        EG|AF|埃及|Egypt
        ET|AF|埃塞俄比亚|Ethiopia
        IE|EU|爱尔兰|Ireland
        EE|EU|爱沙尼亚|Estonia
        AD|EU|安道尔|Andorra
        AO|AF|安哥拉|Angola
        AI|NA|安圭拉|Anguilla
        AG|NA|安提瓜和巴布达|Antigua and Barbuda
        AT|EU|奥地利|Austria
        AX|EU|奥兰群岛|Åland Islands
        AU|OC|澳大利亚|Australia
        BB|NA|巴巴多斯|Barbados
        PG|OC|巴布亚新几内亚|Papua New Guinea
        BS|NA|巴哈马|Bahamas
        PK|AS|巴基斯坦|Pakistan
        PY|SA|巴拉圭|Paraguay
        PS|AS|巴勒斯坦|Palestine, State of
        BH|AS|巴林|Bahrain
        PA|NA|巴拿马|Panama
        BR|SA|巴西|Brazil
        BY|EU|白俄罗斯|Belarus
        BM|NA|百慕大|Bermuda
        BG|EU|保加利亚|Bulgaria
        MP|OC|北马里亚纳群岛|Northern Mariana Islands
        MK|EU|北马其顿|North Macedonia
        BJ|AF|贝宁|Benin
        BE|EU|比利时|Belgium
        PE|SA|秘鲁|Peru
        IS|EU|冰岛|Iceland
        PR|NA|波多黎各|Puerto Rico
        PL|EU|波兰|Poland
        BA|EU|波斯尼亚和黑塞哥维那|Bosnia and Herzegovina
        BO|SA|玻利维亚|Bolivia
        BZ|NA|伯利兹|Belize
        BW|AF|博茨瓦纳|Botswana
        BQ|NA|博奈尔、圣尤斯特歇斯和萨巴|Bonaire, Sint Eustatius and Saba
        BT|AS|不丹|Bhutan
        BF|AF|布基纳法索|Burkina Faso
        BI|AF|布隆迪|Burundi
        BV|AN|布韦岛|Bouvet Island
        KP|AS|朝鲜|Korea, Democratic People’s Republic of
        GQ|AF|赤道几内亚|Equatorial Guinea
        DK|EU|丹麦|Denmark
        DE|EU|德国|Germany
        TL|AS|东帝汶|Timor-Leste
        TG|AF|多哥|Togo
        DO|NA|多米尼加|Dominican Republic
        DM|NA|多米尼克|Dominica
        RU|EU|俄罗斯|Russian Federation
        EC|SA|厄瓜多尔|Ecuador
        ER|AF|厄立特里亚|Eritrea
        FR|EU|法国|France
        FO|EU|法罗群岛|Faroe Islands
        PF|OC|法属波利尼西亚|French Polynesia
        GF|SA|法属圭亚那|French Guiana
        TF|AN|法属南部领地|French Southern Territories
        MF|NA|法属圣马丁|Saint Martin (French part)
        VA|EU|梵蒂冈|Holy See
        PH|AS|菲律宾|Philippines
        FJ|OC|斐济|Fiji
        FI|EU|芬兰|Finland
        CV|AF|佛得角|Cabo Verde
        FK|SA|福克兰群岛（马尔维纳斯）|Falkland Islands (Malvinas)
        GM|AF|冈比亚|Gambia
        CG|AF|刚果（布）|Congo
        CD|AF|刚果（金）|Congo, Democratic Republic of the
        CO|SA|哥伦比亚|Colombia
        CR|NA|哥斯达黎加|Costa Rica
        GD|NA|格林纳达|Grenada
        GL|NA|格陵兰|Greenland
        GE|AS|格鲁吉亚|Georgia
        GG|EU|根西|Guernsey
        CU|NA|古巴|Cuba
        GP|NA|瓜德罗普|Guadeloupe
        GU|OC|关岛|Guam
        GY|SA|圭亚那|Guyana
        KZ|AS|哈萨克斯坦|Kazakhstan
        HT|NA|海地|Haiti
        KR|AS|韩国|Korea, Republic of
        NL|EU|荷兰|Netherlands
        SX|NA|荷属圣马丁|Sint Maarten (Dutch part)
        HM|AN|赫德岛和麦克唐纳群岛|Heard Island and McDonald Islands
        ME|EU|黑山|Montenegro
        HN|NA|洪都拉斯|Honduras
        KI|OC|基里巴斯|Kiribati
        DJ|AF|吉布提|Djibouti
        KG|AS|吉尔吉斯斯坦|Kyrgyzstan
        GN|AF|几内亚|Guinea
        GW|AF|几内亚比绍|Guinea-Bissau
        CA|NA|加拿大|Canada
        GH|AF|加纳|Ghana
        GA|AF|加蓬|Gabon
        KH|AS|柬埔寨|Cambodia
        CZ|EU|捷克|Czechia
        ZW|AF|津巴布韦|Zimbabwe
        CM|AF|喀麦隆|Cameroon
        QA|AS|卡塔尔|Qatar
        KY|NA|开曼群岛|Cayman Islands
        CC|AS|科科斯（基林）群岛|Cocos (Keeling) Islands
        KM|AF|科摩罗|Comoros
        XK|EU|科索沃|Kosovo
        CI|AF|科特迪瓦|Côte d’Ivoire
        KW|AS|科威特|Kuwait
        HR|EU|克罗地亚|Croatia
        KE|AF|肯尼亚|Kenya
        CK|OC|库克群岛|Cook Islands
        CW|NA|库拉索|Curaçao
        LV|EU|拉脱维亚|Latvia
        LS|AF|莱索托|Lesotho
        LA|AS|老挝|Lao People’s Democratic Republic
        LB|AS|黎巴嫩|Lebanon
        LT|EU|立陶宛|Lithuania
        LR|AF|利比里亚|Liberia
        LY|AF|利比亚|Libya
        LI|EU|列支敦士登|Liechtenstein
        RE|AF|留尼汪|Réunion
        LU|EU|卢森堡|Luxembourg
        RW|AF|卢旺达|Rwanda
        RO|EU|罗马尼亚|Romania
        MG|AF|马达加斯加|Madagascar
        IM|EU|马恩岛|Isle of Man
        MV|AS|马尔代夫|Maldives
        MT|EU|马耳他|Malta
        MW|AF|马拉维|Malawi
        MY|AS|马来西亚|Malaysia
        ML|AF|马里|Mali
        MH|OC|马绍尔群岛|Marshall Islands
        MQ|NA|马提尼克|Martinique
        YT|AF|马约特|Mayotte
        MU|AF|毛里求斯|Mauritius
        MR|AF|毛里塔尼亚|Mauritania
        US|NA|美国|United States
        UM|OC|美国本土外小岛屿|United States Minor Outlying Islands
        AS|OC|美属萨摩亚|American Samoa
        VI|NA|美属维尔京群岛|Virgin Islands (U.S.)
        MN|AS|蒙古国|Mongolia
        MS|NA|蒙特塞拉特|Montserrat
        BD|AS|孟加拉国|Bangladesh
        FM|OC|密克罗尼西亚联邦|Micronesia, Federated States of
        MM|AS|缅甸|Myanmar
        MD|EU|摩尔多瓦|Moldova
        MA|AF|摩洛哥|Morocco
        MC|EU|摩纳哥|Monaco
        MZ|AF|莫桑比克|Mozambique
        MX|NA|墨西哥|Mexico
        NA|AF|纳米比亚|Namibia
        ZA|AF|南非|South Africa
        AQ|AN|南极洲|Antarctica
        GS|AN|南乔治亚和南桑威奇群岛|South Georgia and the South Sandwich Islands
        SS|AF|南苏丹|South Sudan
        NR|OC|瑙鲁|Nauru
        NI|NA|尼加拉瓜|Nicaragua
        NP|AS|尼泊尔|Nepal
        NE|AF|尼日尔|Niger
        NG|AF|尼日利亚|Nigeria
        NU|OC|纽埃|Niue
        NO|EU|挪威|Norway
        NF|OC|诺福克岛|Norfolk Island
        PW|OC|帕劳|Palau
        PN|OC|皮特凯恩|Pitcairn
        PT|EU|葡萄牙|Portugal
        JP|AS|日本|Japan
        SE|EU|瑞典|Sweden
        CH|EU|瑞士|Switzerland
        SV|NA|萨尔瓦多|El Salvador
        WS|OC|萨摩亚|Samoa
        RS|EU|塞尔维亚|Serbia
        SL|AF|塞拉利昂|Sierra Leone
        SN|AF|塞内加尔|Senegal
        CY|AS|塞浦路斯|Cyprus
        SC|AF|塞舌尔|Seychelles
        SA|AS|沙特阿拉伯|Saudi Arabia
        BL|NA|圣巴泰勒米|Saint Barthélemy
        CX|AS|圣诞岛|Christmas Island
        ST|AF|圣多美和普林西比|Sao Tome and Principe
        SH|AF|圣赫勒拿、阿森松和特里斯坦-达库尼亚|Saint Helena, Ascension and Tristan da Cunha
        KN|NA|圣基茨和尼维斯|Saint Kitts and Nevis
        LC|NA|圣卢西亚|Saint Lucia
        SM|EU|圣马力诺|San Marino
        PM|NA|圣皮埃尔和密克隆|Saint Pierre and Miquelon
        VC|NA|圣文森特和格林纳丁斯|Saint Vincent and the Grenadines
        LK|AS|斯里兰卡|Sri Lanka
        SK|EU|斯洛伐克|Slovakia
        SI|EU|斯洛文尼亚|Slovenia
        SJ|EU|斯瓦尔巴和扬马延|Svalbard and Jan Mayen
        SZ|AF|斯威士兰|Eswatini
        SD|AF|苏丹|Sudan
        SR|SA|苏里南|Suriname
        SB|OC|所罗门群岛|Solomon Islands
        SO|AF|索马里|Somalia
        TJ|AS|塔吉克斯坦|Tajikistan
        TH|AS|泰国|Thailand
        TZ|AF|坦桑尼亚|Tanzania
        TO|OC|汤加|Tonga
        TC|NA|特克斯和凯科斯群岛|Turks and Caicos Islands
        TT|NA|特立尼达和多巴哥|Trinidad and Tobago
        TN|AF|突尼斯|Tunisia
        TV|OC|图瓦卢|Tuvalu
        TR|AS|土耳其|Türkiye
        TM|AS|土库曼斯坦|Turkmenistan
        TK|OC|托克劳|Tokelau
        WF|OC|瓦利斯和富图纳|Wallis and Futuna
        VU|OC|瓦努阿图|Vanuatu
        GT|NA|危地马拉|Guatemala
        VE|SA|委内瑞拉|Venezuela
        BN|AS|文莱|Brunei Darussalam
        UG|AF|乌干达|Uganda
        UA|EU|乌克兰|Ukraine
        UY|SA|乌拉圭|Uruguay
        UZ|AS|乌兹别克斯坦|Uzbekistan
        ES|EU|西班牙|Spain
        EH|AF|西撒哈拉|Western Sahara
        GR|EU|希腊|Greece
        SG|AS|新加坡|Singapore
        NC|OC|新喀里多尼亚|New Caledonia
        NZ|OC|新西兰|New Zealand
        HU|EU|匈牙利|Hungary
        SY|AS|叙利亚|Syrian Arab Republic
        JM|NA|牙买加|Jamaica
        AM|AS|亚美尼亚|Armenia
        YE|AS|也门|Yemen
        IQ|AS|伊拉克|Iraq
        IR|AS|伊朗|Iran
        IL|AS|以色列|Israel
        IT|EU|意大利|Italy
        IN|AS|印度|India
        ID|AS|印度尼西亚|Indonesia
        GB|EU|英国|United Kingdom
        VG|NA|英属维尔京群岛|Virgin Islands (British)
        IO|AS|英属印度洋领地|British Indian Ocean Territory
        JO|AS|约旦|Jordan
        VN|AS|越南|Viet Nam
        ZM|AF|赞比亚|Zambia
        JE|EU|泽西|Jersey
        TD|AF|乍得|Chad
        GI|EU|直布罗陀|Gibraltar
        CL|SA|智利|Chile
        CF|AF|中非|Central African Republic
        CN|AS|中国|China
        MO|AS|中国澳门|Macao, China
        TW|AS|中国台湾|Taiwan, China
        HK|AS|中国香港|Hong Kong, China
        """
}
