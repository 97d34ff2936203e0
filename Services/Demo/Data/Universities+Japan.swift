extension Universities {
    static let japan = """
        JP|Osaka University|大阪大学|osaka-u.ac.jp
        JP|Nagoya University|名古屋大学|nagoya-u.ac.jp
        JP|University of Tokyo|东京大学|u-tokyo.ac.jp
        JP|Kyoto University|京都大学|kyoto-u.ac.jp
        JP|Tohoku University|东北大学（日本）|tohoku.ac.jp
        JP|Hokkaido University|北海道大学|hokudai.ac.jp
        JP|Kyushu University|九州大学|kyushu-u.ac.jp
        JP|Tokyo Institute of Technology|东京工业大学|titech.ac.jp
        JP|Ritsumeikan University|立命馆大学|ritsumei.ac.jp
        JP|Waseda University|早稻田大学|waseda.ac.jp
        JP|Keio University|庆应义塾大学|keio.ac.jp
        JP|Tsukuba University|筑波大学|tsukuba.ac.jp
        JP|Kobe University|神户大学|kobe-u.ac.jp
        JP|Hiroshima University|广岛大学|hiroshima-u.ac.jp
        JP|Okayama University|冈山大学|okayama-u.ac.jp
        JP|Chiba University|千叶大学|chiba-u.ac.jp
        JP|Kumamoto University|熊本大学|kumamoto-u.ac.jp
        JP|Kanazawa University|金泽大学|kanazawa-u.ac.jp
        JP|Niigata University|新潟大学|niigata-u.ac.jp
        JP|Nagasaki University|长崎大学|nagasaki-u.ac.jp
        JP|Gunma University|群马大学|gunma-u.ac.jp
        JP|Shinshu University|信州大学|shinshu-u.ac.jp
        JP|Shizuoka University|静冈大学|shizuoka.ac.jp
        JP|Mie University|三重大学|mie-u.ac.jp
        JP|Gifu University|岐阜大学|gifu-u.ac.jp
        JP|Tokushima University|德岛大学|tokushima-u.ac.jp
        JP|Ehime University|爱媛大学|ehime-u.ac.jp
        JP|Kagoshima University|鹿儿岛大学|kagoshima-u.ac.jp
        JP|Saga University|佐贺大学|saga-u.ac.jp
        JP|Oita University|大分大学|oita-u.ac.jp
        JP|Yamaguchi University|山口大学|yamaguchi-u.ac.jp
        JP|Tottori University|鸟取大学|tottori-u.ac.jp
        JP|Shimane University|岛根大学|shimane-u.ac.jp
        JP|Yamagata University|山形大学|yamagata-u.ac.jp
        JP|Akita University|秋田大学|akita-u.ac.jp
        JP|Iwate University|岩手大学|iwate-u.ac.jp
        JP|Hirosaki University|弘前大学|hirosaki-u.ac.jp
        JP|Fukushima University|福岛大学|fukushima-u.ac.jp
        JP|Utsunomiya University|宇都宫大学|utsunomiya-u.ac.jp
        JP|Saitama University|埼玉大学|saitama-u.ac.jp
        JP|Yokohama National University|横滨国立大学|ynu.ac.jp
        JP|Nagaoka University of Technology|长冈技术科学大学|nagaokaut.ac.jp
        JP|Toyohashi University of Technology|丰桥技术科学大学|tut.ac.jp
        JP|Nagoya Institute of Technology|名古屋工业大学|nitech.ac.jp
        JP|Kyoto Institute of Technology|京都工艺纤维大学|kit.ac.jp
        JP|Kyushu Institute of Technology|九州工业大学|kyutech.ac.jp
        JP|Muroran Institute of Technology|室兰工业大学|muroran-it.ac.jp
        JP|Kitami Institute of Technology|北见工业大学|kitami-it.ac.jp
        JP|University of Electro-Communications|电气通信大学|uec.ac.jp
        JP|Doshisha University|同志社大学|doshisha.ac.jp
        JP|Kansai University|关西大学|kansai-u.ac.jp
        JP|Kwansei Gakuin University|关西学院大学|kwansei.ac.jp
        JP|Meiji University|明治大学|meiji.ac.jp
        JP|Chuo University|中央大学|chuo-u.ac.jp
        JP|Hosei University|法政大学|hosei.ac.jp
        JP|Rikkyo University (St. Paul's University)|立教大学|rikkyo.ac.jp
        JP|Sophia University|上智大学|sophia.ac.jp
        JP|Shibaura Institute of Technology|芝浦工业大学|shibaura-it.ac.jp
        """
}
