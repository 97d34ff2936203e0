extension Universities {
    static let eurasia = """
        RU|Lomonosov Moscow State University|莫斯科国立大学|msu.ru
        RU|St. Petersburg State University|圣彼得堡国立大学|spbu.ru
        RU|Bauman Moscow State Technical University|莫斯科鲍曼国立技术大学|bmstu.ru
        RU|St. Petersburg State Polytechnical University|圣彼得堡彼得大帝理工大学|spbstu.ru
        RU|Novosibirsk State University|新西伯利亚国立大学|nsu.ru
        RU|Tomsk Polytechnic University|托木斯克理工大学|tpu.ru
        RU|Tomsk State University|托木斯克国立大学|tsu.ru
        RU|Ural Federal University|乌拉尔联邦大学|urfu.ru
        RU|Moscow State Institute of Steel and Alloys|莫斯科钢铁合金学院|misis.ru
        RU|ITMO University|圣彼得堡国立信息技术机械与光学大学|ifmo.ru
        RU|Penza State University|奔萨国立大学|pnzgu.ru
        RU|Moscow Institute of Physics and Technology|莫斯科物理技术学院|mipt.ru
        BY|Belarusian State University|白俄罗斯国立大学|bsu.by
        BY|Belarusian National Technical University|白俄罗斯国立技术大学|bntu.by
        BY|Belarusian State University of Informatics and Radioelectronics|白俄罗斯国立信息与无线电电子大学|bsuir.by
        BY|Grodno State University Yanka Kupaly|格罗德诺国立大学|grsu.by
        BY|Vitebsk State University|维捷布斯克国立大学|vsu.by
        UA|National Technical University (Kiev Politechnical Institute)|乌克兰国立技术大学（基辅理工学院）|kpi.ua
        UA|Taras Shevchenko National University of Kyiv|基辅大学|univ.kiev.ua
        UA|Kharkiv National University|哈尔科夫国立大学|student.karazin.ua
        UA|National Aerospace University Kharkov Aviation Institute|哈尔科夫航空学院|khai.edu
        UA|National Technical University (Kharkiv Polytechnical Institute)|哈尔科夫理工学院|kpi.kharkov.ua
        UA|Odessa National I.I. Mecnikov University|敖德萨大学|onu.edu.ua
        KZ|Al-Farabi Kazakh National University|哈萨克斯坦国立大学|kaznu.kz
        KZ|L.N. Gumilyov Eurasian National University|欧亚国立大学|enu.kz
        KZ|Nazarbayev University|纳扎尔巴耶夫大学|nu.edu.kz
        """
}
