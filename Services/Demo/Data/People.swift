import Model

/// Names of people who do not exist.
enum People {
    /// A student or teacher of ours; the same number is the same person.
    static func own(_ number: Int) -> LocalizedText {
        let family = Self.families[number % Self.families.count]
        let given = Self.givens[(number / Self.families.count + number * 7) % Self.givens.count]
        return Self.text("\(family.zh)\(given.zh)", "\(given.en) \(family.en)")
    }

    /// Somebody from abroad.
    static func foreign(_ number: Int, from country: String) -> LocalizedText {
        let names = Self.foreigners[country] ?? Self.elsewhere
        let family = names.families[number % names.families.count]
        let given = names.givens[(number / names.families.count + number * 3) % names.givens.count]
        let isEastAsian = ["JP", "KR"].contains(country)
        let zh = isEastAsian ? "\(family.zh)\(given.zh)" : "\(given.zh)·\(family.zh)"
        return Self.text(zh, "\(given.en) \(family.en)")
    }

    private typealias Word = (zh: String, en: String)

    private static func text(_ zh: String, _ en: String) -> LocalizedText {
        guard let text = LocalizedText(zh: zh, en: en) else { preconditionFailure("a person has a name") }
        return text
    }

    private static func words(_ text: String) -> [Word] {
        text.split(separator: " ").map { word in
            let parts = word.split(separator: "/")
            return (String(parts[0]), String(parts[1]))
        }
    }

    private static let families = Self.words(
        "王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 赵/Zhao 黄/Huang 周/Zhou 吴/Wu 徐/Xu 孙/Sun 胡/Hu 朱/Zhu 高/Gao 林/Lin 何/He 郭/Guo 马/Ma"
    )
    private static let givens = Self.words(
        """
        明/Ming 静/Jing 磊/Lei 晓彤/Xiaotong 建国/Jianguo 雪/Xue 浩然/Haoran 思雨/Siyu 志强/Zhiqiang 丽/Li 子涵/Zihan \
        佳琪/Jiaqi 鹏/Peng 婷/Ting 宇轩/Yuxuan 欣怡/Xinyi 文博/Wenbo
        """)

    private typealias Names = (families: [Word], givens: [Word])

    private static let russian: Names = (
        Self.words("伊万诺夫/Ivanov 彼得罗夫/Petrov 索科洛夫/Sokolov 库兹涅佐夫/Kuznetsov 莫罗佐夫/Morozov"),
        Self.words("阿列克谢/Aleksei 德米特里/Dmitry 谢尔盖/Sergei 安德烈/Andrei 尼古拉/Nikolai 维克托/Viktor")
    )
    private static let foreigners: [String: Names] = [
        "JP": (
            Self.words("佐藤/Sato 铃木/Suzuki 高桥/Takahashi 田中/Tanaka 渡边/Watanabe 山本/Yamamoto 中村/Nakamura"),
            Self.words("健/Ken 美咲/Misaki 大辅/Daisuke 彩/Aya 翔太/Shota 由美/Yumi 直树/Naoki")
        ),
        "KR": (
            Self.words("金/Kim 朴/Park 崔/Choi 郑/Jung 姜/Kang"),
            Self.words("民俊/Minjun 瑞妍/Seoyeon 道贤/Dohyun 智友/Jiwoo 秀彬/Subin 贤宇/Hyunwoo")
        ),
        "RU": Self.russian, "BY": Self.russian, "UA": Self.russian, "KZ": Self.russian,
    ]
    private static let elsewhere: Names = (
        Self.words("施密特/Schmidt 泰勒/Taylor 马丁/Martin 罗西/Rossi 安德松/Andersson 克拉克/Clark 诺瓦克/Novak 加西亚/Garcia 沃克/Walker"),
        Self.words("安娜/Anna 托马斯/Thomas 劳拉/Laura 彼得/Peter 索菲/Sophie 马丁/Martin 埃玛/Emma 卢卡斯/Lucas")
    )
}
