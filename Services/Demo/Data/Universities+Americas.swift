extension Universities {
    static let americas = """
        US|Georgia Institute of Technology|佐治亚理工学院|gatech.edu
        US|Purdue University|普渡大学|purdue.edu
        US|University of Michigan - Ann Arbor|密歇根大学|umich.edu
        US|University of Illinois Urbana-Champaign|伊利诺伊大学厄巴纳-香槟分校|uiuc.edu
        US|Pennsylvania State University|宾夕法尼亚州立大学|psu.edu
        US|University of Minnesota|明尼苏达大学|umn.edu
        US|University of Wisconsin - Madison|威斯康星大学麦迪逊分校|wisc.edu
        US|Texas A&M University - College Station|得克萨斯农工大学|tamu.edu
        US|University of California, Irvine|加州大学尔湾分校|uci.edu
        US|University of California, Davis|加州大学戴维斯分校|ucdavis.edu
        US|University of Washington|华盛顿大学|uw.edu
        US|University of Akron|阿克伦大学|uakron.edu
        US|University of Houston|休斯敦大学|uh.edu
        US|Missouri University of Science and Technology|密苏里科技大学|mst.edu
        US|Illinois Institute of Technology|伊利诺伊理工大学|iit.edu
        US|Stevens Institute of Technology|史蒂文斯理工学院|stevens.edu
        US|Rensselaer Polytechnic Institute|伦斯勒理工学院|rpi.edu
        US|Virginia Tech|弗吉尼亚理工大学|vt.edu
        CA|University of British Columbia|不列颠哥伦比亚大学|ubc.ca
        CA|University of Toronto|多伦多大学|utoronto.ca
        CA|McGill University|麦吉尔大学|mcgill.ca
        CA|University of Waterloo|滑铁卢大学|uwaterloo.ca
        CA|University of Alberta|阿尔伯塔大学|ualberta.ca
        CA|McMaster University|麦克马斯特大学|mcmaster.ca
        CA|University of Calgary|卡尔加里大学|ucalgary.ca
        CA|Concordia University|康考迪亚大学|concordia.ca
        CA|University of Victoria|维多利亚大学|uvic.ca
        BR|Universidade de São Paulo|圣保罗大学|usp.br
        BR|Universidade Estadual de Campinas|坎皮纳斯州立大学|unicamp.br
        """
}
