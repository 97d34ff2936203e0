/// ISO 3166-1 alpha-2 code, continent, short names.
enum CountryTable {
    static let rows = CodeTable.rows(Self.text, columns: 4)

    private static let text = """
        AD|EU|安道尔|Andorra
        AE|AS|阿联酋|United Arab Emirates
        AF|AS|阿富汗|Afghanistan
        AG|NA|安提瓜和巴布达|Antigua and Barbuda
        AI|NA|安圭拉|Anguilla
        AL|EU|阿尔巴尼亚|Albania
        AM|AS|亚美尼亚|Armenia
        AO|AF|安哥拉|Angola
        AQ|AN|南极洲|Antarctica
        AR|SA|阿根廷|Argentina
        AS|OC|美属萨摩亚|American Samoa
        AT|EU|奥地利|Austria
        AU|OC|澳大利亚|Australia
        AW|NA|阿鲁巴|Aruba
        AX|EU|奥兰群岛|Åland Islands
        AZ|AS|阿塞拜疆|Azerbaijan
        BA|EU|波斯尼亚和黑塞哥维那|Bosnia and Herzegovina
        BB|NA|巴巴多斯|Barbados
        BD|AS|孟加拉国|Bangladesh
        BE|EU|比利时|Belgium
        BF|AF|布基纳法索|Burkina Faso
        BG|EU|保加利亚|Bulgaria
        BH|AS|巴林|Bahrain
        BI|AF|布隆迪|Burundi
        BJ|AF|贝宁|Benin
        BL|NA|圣巴泰勒米|Saint Barthélemy
        BM|NA|百慕大|Bermuda
        BN|AS|文莱|Brunei Darussalam
        BO|SA|玻利维亚|Bolivia
        BQ|NA|博奈尔、圣尤斯特歇斯和萨巴|Bonaire, Sint Eustatius and Saba
        BR|SA|巴西|Brazil
        BS|NA|巴哈马|Bahamas
        BT|AS|不丹|Bhutan
        BV|AN|布韦岛|Bouvet Island
        BW|AF|博茨瓦纳|Botswana
        BY|EU|白俄罗斯|Belarus
        BZ|NA|伯利兹|Belize
        CA|NA|加拿大|Canada
        CC|AS|科科斯（基林）群岛|Cocos (Keeling) Islands
        CD|AF|刚果（金）|Congo, Democratic Republic of the
        CF|AF|中非|Central African Republic
        CG|AF|刚果（布）|Congo
        CH|EU|瑞士|Switzerland
        CI|AF|科特迪瓦|Côte d’Ivoire
        CK|OC|库克群岛|Cook Islands
        CL|SA|智利|Chile
        CM|AF|喀麦隆|Cameroon
        CN|AS|中国|China
        CO|SA|哥伦比亚|Colombia
        CR|NA|哥斯达黎加|Costa Rica
        CU|NA|古巴|Cuba
        CV|AF|佛得角|Cabo Verde
        CW|NA|库拉索|Curaçao
        CX|AS|圣诞岛|Christmas Island
        CY|AS|塞浦路斯|Cyprus
        CZ|EU|捷克|Czechia
        DE|EU|德国|Germany
        DJ|AF|吉布提|Djibouti
        DK|EU|丹麦|Denmark
        DM|NA|多米尼克|Dominica
        DO|NA|多米尼加|Dominican Republic
        DZ|AF|阿尔及利亚|Algeria
        EC|SA|厄瓜多尔|Ecuador
        EE|EU|爱沙尼亚|Estonia
        EG|AF|埃及|Egypt
        EH|AF|西撒哈拉|Western Sahara
        ER|AF|厄立特里亚|Eritrea
        ES|EU|西班牙|Spain
        ET|AF|埃塞俄比亚|Ethiopia
        FI|EU|芬兰|Finland
        FJ|OC|斐济|Fiji
        FK|SA|福克兰群岛（马尔维纳斯）|Falkland Islands (Malvinas)
        FM|OC|密克罗尼西亚联邦|Micronesia, Federated States of
        FO|EU|法罗群岛|Faroe Islands
        FR|EU|法国|France
        GA|AF|加蓬|Gabon
        GB|EU|英国|United Kingdom
        GD|NA|格林纳达|Grenada
        GE|AS|格鲁吉亚|Georgia
        GF|SA|法属圭亚那|French Guiana
        GG|EU|根西|Guernsey
        GH|AF|加纳|Ghana
        GI|EU|直布罗陀|Gibraltar
        GL|NA|格陵兰|Greenland
        GM|AF|冈比亚|Gambia
        GN|AF|几内亚|Guinea
        GP|NA|瓜德罗普|Guadeloupe
        GQ|AF|赤道几内亚|Equatorial Guinea
        GR|EU|希腊|Greece
        GS|AN|南乔治亚和南桑威奇群岛|South Georgia and the South Sandwich Islands
        GT|NA|危地马拉|Guatemala
        GU|OC|关岛|Guam
        GW|AF|几内亚比绍|Guinea-Bissau
        GY|SA|圭亚那|Guyana
        HK|AS|中国香港|Hong Kong, China
        HM|AN|赫德岛和麦克唐纳群岛|Heard Island and McDonald Islands
        HN|NA|洪都拉斯|Honduras
        HR|EU|克罗地亚|Croatia
        HT|NA|海地|Haiti
        HU|EU|匈牙利|Hungary
        ID|AS|印度尼西亚|Indonesia
        IE|EU|爱尔兰|Ireland
        IL|AS|以色列|Israel
        IM|EU|马恩岛|Isle of Man
        IN|AS|印度|India
        IO|AS|英属印度洋领地|British Indian Ocean Territory
        IQ|AS|伊拉克|Iraq
        IR|AS|伊朗|Iran
        IS|EU|冰岛|Iceland
        IT|EU|意大利|Italy
        JE|EU|泽西|Jersey
        JM|NA|牙买加|Jamaica
        JO|AS|约旦|Jordan
        JP|AS|日本|Japan
        KE|AF|肯尼亚|Kenya
        KG|AS|吉尔吉斯斯坦|Kyrgyzstan
        KH|AS|柬埔寨|Cambodia
        KI|OC|基里巴斯|Kiribati
        KM|AF|科摩罗|Comoros
        KN|NA|圣基茨和尼维斯|Saint Kitts and Nevis
        KP|AS|朝鲜|Korea, Democratic People’s Republic of
        KR|AS|韩国|Korea, Republic of
        KW|AS|科威特|Kuwait
        KY|NA|开曼群岛|Cayman Islands
        KZ|AS|哈萨克斯坦|Kazakhstan
        LA|AS|老挝|Lao People’s Democratic Republic
        LB|AS|黎巴嫩|Lebanon
        LC|NA|圣卢西亚|Saint Lucia
        LI|EU|列支敦士登|Liechtenstein
        LK|AS|斯里兰卡|Sri Lanka
        LR|AF|利比里亚|Liberia
        LS|AF|莱索托|Lesotho
        LT|EU|立陶宛|Lithuania
        LU|EU|卢森堡|Luxembourg
        LV|EU|拉脱维亚|Latvia
        LY|AF|利比亚|Libya
        MA|AF|摩洛哥|Morocco
        MC|EU|摩纳哥|Monaco
        MD|EU|摩尔多瓦|Moldova
        ME|EU|黑山|Montenegro
        MF|NA|法属圣马丁|Saint Martin (French part)
        MG|AF|马达加斯加|Madagascar
        MH|OC|马绍尔群岛|Marshall Islands
        MK|EU|北马其顿|North Macedonia
        ML|AF|马里|Mali
        MM|AS|缅甸|Myanmar
        MN|AS|蒙古国|Mongolia
        MO|AS|中国澳门|Macao, China
        MP|OC|北马里亚纳群岛|Northern Mariana Islands
        MQ|NA|马提尼克|Martinique
        MR|AF|毛里塔尼亚|Mauritania
        MS|NA|蒙特塞拉特|Montserrat
        MT|EU|马耳他|Malta
        MU|AF|毛里求斯|Mauritius
        MV|AS|马尔代夫|Maldives
        MW|AF|马拉维|Malawi
        MX|NA|墨西哥|Mexico
        MY|AS|马来西亚|Malaysia
        MZ|AF|莫桑比克|Mozambique
        NA|AF|纳米比亚|Namibia
        NC|OC|新喀里多尼亚|New Caledonia
        NE|AF|尼日尔|Niger
        NF|OC|诺福克岛|Norfolk Island
        NG|AF|尼日利亚|Nigeria
        NI|NA|尼加拉瓜|Nicaragua
        NL|EU|荷兰|Netherlands
        NO|EU|挪威|Norway
        NP|AS|尼泊尔|Nepal
        NR|OC|瑙鲁|Nauru
        NU|OC|纽埃|Niue
        NZ|OC|新西兰|New Zealand
        OM|AS|阿曼|Oman
        PA|NA|巴拿马|Panama
        PE|SA|秘鲁|Peru
        PF|OC|法属波利尼西亚|French Polynesia
        PG|OC|巴布亚新几内亚|Papua New Guinea
        PH|AS|菲律宾|Philippines
        PK|AS|巴基斯坦|Pakistan
        PL|EU|波兰|Poland
        PM|NA|圣皮埃尔和密克隆|Saint Pierre and Miquelon
        PN|OC|皮特凯恩|Pitcairn
        PR|NA|波多黎各|Puerto Rico
        PS|AS|巴勒斯坦|Palestine, State of
        PT|EU|葡萄牙|Portugal
        PW|OC|帕劳|Palau
        PY|SA|巴拉圭|Paraguay
        QA|AS|卡塔尔|Qatar
        RE|AF|留尼汪|Réunion
        RO|EU|罗马尼亚|Romania
        RS|EU|塞尔维亚|Serbia
        RU|EU|俄罗斯|Russian Federation
        RW|AF|卢旺达|Rwanda
        SA|AS|沙特阿拉伯|Saudi Arabia
        SB|OC|所罗门群岛|Solomon Islands
        SC|AF|塞舌尔|Seychelles
        SD|AF|苏丹|Sudan
        SE|EU|瑞典|Sweden
        SG|AS|新加坡|Singapore
        SH|AF|圣赫勒拿、阿森松和特里斯坦-达库尼亚|Saint Helena, Ascension and Tristan da Cunha
        SI|EU|斯洛文尼亚|Slovenia
        SJ|EU|斯瓦尔巴和扬马延|Svalbard and Jan Mayen
        SK|EU|斯洛伐克|Slovakia
        SL|AF|塞拉利昂|Sierra Leone
        SM|EU|圣马力诺|San Marino
        SN|AF|塞内加尔|Senegal
        SO|AF|索马里|Somalia
        SR|SA|苏里南|Suriname
        SS|AF|南苏丹|South Sudan
        ST|AF|圣多美和普林西比|Sao Tome and Principe
        SV|NA|萨尔瓦多|El Salvador
        SX|NA|荷属圣马丁|Sint Maarten (Dutch part)
        SY|AS|叙利亚|Syrian Arab Republic
        SZ|AF|斯威士兰|Eswatini
        TC|NA|特克斯和凯科斯群岛|Turks and Caicos Islands
        TD|AF|乍得|Chad
        TF|AN|法属南部领地|French Southern Territories
        TG|AF|多哥|Togo
        TH|AS|泰国|Thailand
        TJ|AS|塔吉克斯坦|Tajikistan
        TK|OC|托克劳|Tokelau
        TL|AS|东帝汶|Timor-Leste
        TM|AS|土库曼斯坦|Turkmenistan
        TN|AF|突尼斯|Tunisia
        TO|OC|汤加|Tonga
        TR|AS|土耳其|Türkiye
        TT|NA|特立尼达和多巴哥|Trinidad and Tobago
        TV|OC|图瓦卢|Tuvalu
        TW|AS|中国台湾|Taiwan, China
        TZ|AF|坦桑尼亚|Tanzania
        UA|EU|乌克兰|Ukraine
        UG|AF|乌干达|Uganda
        UM|OC|美国本土外小岛屿|United States Minor Outlying Islands
        US|NA|美国|United States
        UY|SA|乌拉圭|Uruguay
        UZ|AS|乌兹别克斯坦|Uzbekistan
        VA|EU|梵蒂冈|Holy See
        VC|NA|圣文森特和格林纳丁斯|Saint Vincent and the Grenadines
        VE|SA|委内瑞拉|Venezuela
        VG|NA|英属维尔京群岛|Virgin Islands (British)
        VI|NA|美属维尔京群岛|Virgin Islands (U.S.)
        VN|AS|越南|Viet Nam
        VU|OC|瓦努阿图|Vanuatu
        WF|OC|瓦利斯和富图纳|Wallis and Futuna
        WS|OC|萨摩亚|Samoa
        XK|EU|科索沃|Kosovo
        YE|AS|也门|Yemen
        YT|AF|马约特|Mayotte
        ZA|AF|南非|South Africa
        ZM|AF|赞比亚|Zambia
        ZW|AF|津巴布韦|Zimbabwe
        """
}
