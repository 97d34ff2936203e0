/// ISCED-F 2013, UNESCO Institute for Statistics: code, Chinese name, official English name.
enum IscedTable {
    static let broad = Self.codes(Self.broadText)
    static let narrow = Self.codes(Self.narrowText)
    static let detailed = Self.codes(Self.detailedText)

    private static func codes(_ text: String) -> [Code] {
        CodeTable.rows(text, columns: 3).map { Code($0[0], zh: $0[1], en: $0[2]) }
    }

    private static let broadText = """
        00|通用课程与资格|Generic programmes and qualifications
        01|教育|Education
        02|艺术与人文|Arts and humanities
        03|社会科学、新闻学与信息|Social sciences, journalism and information
        04|商业、管理与法律|Business, administration and law
        05|自然科学、数学与统计学|Natural sciences, mathematics and statistics
        06|信息与通信技术|Information and Communication Technologies (ICTs)
        07|工程、制造与建筑|Engineering, manufacturing and construction
        08|农业、林业、渔业与兽医学|Agriculture, forestry, fisheries and veterinary
        09|卫生与福利|Health and welfare
        10|服务|Services
        """

    private static let narrowText = """
        001|基础课程与资格|Basic programmes and qualifications
        002|识字与算术|Literacy and numeracy
        003|个人技能与发展|Personal skills and development
        011|教育|Education
        021|艺术|Arts
        022|人文（语言除外）|Humanities (except languages)
        023|语言|Languages
        031|社会与行为科学|Social and behavioural sciences
        032|新闻学与信息|Journalism and information
        041|商业与管理|Business and administration
        042|法律|Law
        051|生物及相关科学|Biological and related sciences
        052|环境|Environment
        053|物理科学|Physical sciences
        054|数学与统计学|Mathematics and statistics
        061|信息与通信技术|Information and Communication Technologies (ICTs)
        071|工程与工程行业|Engineering and engineering trades
        072|制造与加工|Manufacturing and processing
        073|建筑与建造|Architecture and construction
        081|农业|Agriculture
        082|林业|Forestry
        083|渔业|Fisheries
        084|兽医学|Veterinary
        091|卫生|Health
        092|福利|Welfare
        101|个人服务|Personal services
        102|卫生与职业健康服务|Hygiene and occupational health services
        103|安全服务|Security services
        104|运输服务|Transport services
        """

    private static let detailedText = """
        0011|基础课程与资格|Basic programmes and qualifications
        0021|识字与算术|Literacy and numeracy
        0031|个人技能与发展|Personal skills and development
        0111|教育科学|Education science
        0112|学前教师培训|Training for pre-school teachers
        0113|无学科专业的教师培训|Teacher training without subject specialisation
        0114|有学科专业的教师培训|Teacher training with subject specialisation
        0211|视听技术与媒体制作|Audio-visual techniques and media production
        0212|时装、室内与工业设计|Fashion, interior and industrial design
        0213|美术|Fine arts
        0214|手工艺|Handicrafts
        0215|音乐与表演艺术|Music and performing arts
        0221|宗教与神学|Religion and theology
        0222|历史与考古学|History and archaeology
        0223|哲学与伦理学|Philosophy and ethics
        0231|语言习得|Language acquisition
        0232|文学与语言学|Literature and linguistics
        0311|经济学|Economics
        0312|政治学与公民学|Political sciences and civics
        0313|心理学|Psychology
        0314|社会学与文化研究|Sociology and cultural studies
        0321|新闻与报道|Journalism and reporting
        0322|图书馆、信息与档案学|Library, information and archival studies
        0411|会计与税务|Accounting and taxation
        0412|金融、银行与保险|Finance, banking and insurance
        0413|管理与行政|Management and administration
        0414|市场营销与广告|Marketing and advertising
        0415|秘书与办公室工作|Secretarial and office work
        0416|批发与零售|Wholesale and retail sales
        0417|工作技能|Work skills
        0421|法律|Law
        0511|生物学|Biology
        0512|生物化学|Biochemistry
        0521|环境科学|Environmental sciences
        0522|自然环境与野生生物|Natural environments and wildlife
        0531|化学|Chemistry
        0532|地球科学|Earth sciences
        0533|物理学|Physics
        0541|数学|Mathematics
        0542|统计学|Statistics
        0611|计算机使用|Computer use
        0612|数据库与网络的设计和管理|Database and network design and administration
        0613|软件与应用的开发和分析|Software and applications development and analysis
        0711|化学工程与工艺|Chemical engineering and processes
        0712|环境保护技术|Environmental protection technology
        0713|电气与能源|Electricity and energy
        0714|电子与自动化|Electronics and automation
        0715|机械与金属行业|Mechanics and metal trades
        0716|机动车、船舶与航空器|Motor vehicles, ships and aircraft
        0721|食品加工|Food processing
        0722|材料（玻璃、纸、塑料与木材）|Materials (glass, paper, plastic and wood)
        0723|纺织品（服装、鞋类与皮革）|Textiles (clothes, footwear and leather)
        0724|采矿与开采|Mining and extraction
        0731|建筑学与城镇规划|Architecture and town planning
        0732|建筑与土木工程|Building and civil engineering
        0811|作物与畜牧生产|Crop and livestock production
        0812|园艺|Horticulture
        0821|林业|Forestry
        0831|渔业|Fisheries
        0841|兽医学|Veterinary
        0911|牙科学|Dental studies
        0912|医学|Medicine
        0913|护理与助产|Nursing and midwifery
        0914|医学诊断与治疗技术|Medical diagnostic and treatment technology
        0915|治疗与康复|Therapy and rehabilitation
        0916|药学|Pharmacy
        0917|传统与补充医学及疗法|Traditional and complementary medicine and therapy
        0921|老年人与成年残疾人照护|Care of the elderly and of disabled adults
        0922|儿童照护与青少年服务|Child care and youth services
        0923|社会工作与咨询|Social work and counselling
        1011|家政服务|Domestic services
        1012|美发与美容服务|Hair and beauty services
        1013|酒店、餐厅与餐饮|Hotel, restaurants and catering
        1014|体育|Sports
        1015|旅行、旅游与休闲|Travel, tourism and leisure
        1021|社区卫生|Community sanitation
        1022|职业健康与安全|Occupational health and safety
        1031|军事与国防|Military and defence
        1032|人身与财产保护|Protection of persons and property
        1041|运输服务|Transport services
        """
}
