extension Universities {
    static let eastAsia = """
        KR|Seoul National University|首尔大学|snu.ac.kr
        KR|Korea Advanced Institute of Science & Technology|韩国科学技术院|kaist.ac.kr
        KR|Pohang University of Science and Technology|浦项工科大学|postech.ac.kr
        KR|Yonsei University|延世大学|yonsei.ac.kr
        KR|Korea University|高丽大学|korea.ac.kr
        KR|Sung Kyun Kwan University|成均馆大学|skku.ac.kr
        KR|Hanyang University|汉阳大学|hanyang.ac.kr
        KR|Inha University|仁荷大学|inha.ac.kr
        KR|Pusan National University|釜山国立大学|pusan.ac.kr
        KR|Chonnam National University|全南大学|chonnam.ac.kr
        KR|Ajou University|亚洲大学（韩国）|ajou.ac.kr
        KR|Chung-Ang University|中央大学（韩国）|cau.ac.kr
        KR|Kyung Hee University|庆熙大学|khu.ac.kr
        KR|Konkuk University|建国大学|konkuk.ac.kr
        KR|University of Ulsan|蔚山大学|ulsan.ac.kr
        KR|Ulsan National Institute of Science and Technology|蔚山科学技术院|unist.ac.kr
        MN|Mongolian National University|蒙古国立大学|num.edu.mn
        MN|Mongolian University of Science and Technology|蒙古科技大学|must.edu.mn
        HK|The University of Hong Kong|香港大学|hku.hk
        HK|The Chinese University of Hong Kong|香港中文大学|cuhk.edu.hk
        HK|The Hong Kong University of Science and Technology|香港科技大学|ust.hk
        HK|The Hong Kong Polytechnic University|香港理工大学|polyu.edu.hk
        HK|City University of Hong Kong|香港城市大学|cityu.edu.hk
        MO|Macau University of Science and Technology|澳门科技大学|must.edu.mo
        TW|National Taiwan University|台湾大学|ntu.edu.tw
        TW|National Tsinghua University|台湾清华大学|nthu.edu.tw
        TW|National Cheng Kung University|成功大学|english.web.ncku.edu.tw
        TW|National Taiwan University of Science and Technology|台湾科技大学|ntust.edu.tw
        """
}
