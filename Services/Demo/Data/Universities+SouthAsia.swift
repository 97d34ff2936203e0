extension Universities {
    static let southAsia = """
        TH|Chulalongkorn University|朱拉隆功大学|chula.ac.th
        TH|Mahidol University|玛希隆大学|mahidol.ac.th
        TH|Kasetsart University|泰国农业大学|ku.ac.th
        TH|King Mongkut's University of Technology Thonburi|国王科技大学（吞武里）|kmutt.ac.th
        TH|Chiang Mai University|清迈大学|cmu.ac.th
        MY|Universiti Malaya|马来亚大学|um.edu.my
        MY|Universiti Teknologi Malaysia|马来西亚理工大学|utm.my
        MY|Universiti Sains Malaysia|马来西亚理科大学|usm.my
        MY|Universiti Kebangsaan Malaysia|马来西亚国立大学|ukm.my
        ID|Institut Teknologi Sepuluh Nopember|泗水理工大学|its.ac.id
        ID|Institut Teknologi Bandung|万隆理工学院|itb.ac.id
        ID|Universitas Indonesia|印度尼西亚大学|ui.ac.id
        ID|Universitas Gadjah Mada|卡渣玛达大学|ugm.ac.id
        SG|National University of Singapore|新加坡国立大学|nus.edu
        SG|Nanyang Technological University|南洋理工大学|ntu.edu.sg
        VN|Hanoi University of Science and Technology|河内百科大学|hust.edu.vn
        VN|Vietnam National University Hanoi|河内国家大学|vnu.edu.vn
        VN|Ho Chi Minh City University of Technology|胡志明市百科大学|hcmut.edu.vn
        PK|National University of Science and Technology|巴基斯坦国立科技大学|nust.edu.pk
        PK|University of the Punjab|旁遮普大学|pu.edu.pk
        TR|Middle East Technical University|中东技术大学|metu.edu.tr
        TR|Istanbul Technical University|伊斯坦布尔技术大学|itu.edu.tr
        IL|Technion - Israel Institute of Technology|以色列理工学院|technion.ac.il
        IL|Hebrew University of Jerusalem|耶路撒冷希伯来大学|huji.ac.il
        """
}
