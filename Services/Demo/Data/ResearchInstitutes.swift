import Model

/// The research institutes of the example office, 23 in countries where it has universities too.
enum ResearchInstitutes {
    struct Institute: Sendable {
        let code: String
        let country: String
        let title: LocalizedText
    }

    static let all: [Institute] = Self.rows.split(separator: "\n").enumerated().compactMap { index, line in
        let cells = line.split(separator: "|").map(String.init)
        return LocalizedText(zh: cells[2], en: cells[1]).map { title in
            Institute(code: "DEMO-RI-\((index + 1).padded(2))", country: cells[0], title: title)
        }
    }

    private static let rows = """
        JP|RIKEN|理化学研究所
        JP|National Institute of Advanced Industrial Science and Technology|产业技术综合研究所
        JP|National Institute for Materials Science|物质材料研究机构
        JP|Port and Airport Research Institute|港湾空港技术研究所
        KR|Korea Institute of Science and Technology|韩国科学技术研究院
        KR|Korea Research Institute of Ships and Ocean Engineering|韩国船舶与海洋工程研究所
        RU|Joint Institute for Nuclear Research|杜布纳联合核子研究所
        RU|Ioffe Institute|约飞物理技术研究所
        RU|Boreskov Institute of Catalysis|博列斯科夫催化研究所
        BY|National Academy of Sciences of Belarus|白俄罗斯国家科学院
        UA|Paton Electric Welding Institute|巴顿焊接研究所
        DE|Fraunhofer Society|弗劳恩霍夫协会
        DE|Forschungszentrum Jülich|于利希研究中心
        DE|Max-Planck-Institut für Eisenforschung|马克斯·普朗克钢铁研究所
        FR|French National Centre for Scientific Research|法国国家科学研究中心
        FR|National Institute for Research in Digital Science and Technology|法国国家信息与自动化研究所
        IT|National Research Council|意大利国家研究委员会
        ES|Spanish National Research Council|西班牙国家研究委员会
        NL|Netherlands Organisation for Applied Scientific Research|荷兰国家应用科学研究院
        CH|Paul Scherrer Institute|保罗·谢勒研究所
        FI|VTT Technical Research Centre of Finland|芬兰国家技术研究中心
        GB|National Oceanography Centre|英国国家海洋学中心
        AU|Commonwealth Scientific and Industrial Research Organisation|澳大利亚联邦科学与工业研究组织
        """
}
