extension Universities {
    static let southAndNorthEurope = """
        IT|Polytechnic Institute of Milan|米兰理工大学|polimi.it
        IT|Polytechnic Institute of Turin|都灵理工大学|polito.it
        IT|University of Bologna|博洛尼亚大学|unibo.it
        IT|University of Roma "La Sapienza"|罗马第一大学|uniroma1.it
        IT|University of Padua|帕多瓦大学|unipd.it
        IT|University of Genoa|热那亚大学|unige.it
        IT|University of Pisa|比萨大学|unipi.it
        IT|University of Naples Federico II|那不勒斯费德里克二世大学|unina.it
        ES|Universidad Politécnica de Madrid|马德里理工大学|upm.es
        ES|Universidad Politécnica de Cataluna|加泰罗尼亚理工大学|upc.edu
        ES|Universidad Politécnica de Valencia|瓦伦西亚理工大学|upv.es
        ES|University of Barcelona|巴塞罗那大学|alumnes.ub.edu
        ES|Universidad Carlos III de Madrid|马德里卡洛斯三世大学|uc3m.es
        SE|KTH Royal Institute of Technology|瑞典皇家理工学院|kth.se
        SE|Chalmers University of Technology|查尔姆斯理工大学|chalmers.se
        SE|Lund University|隆德大学|lu.se
        SE|Linköping University|林雪平大学|liu.se
        FI|Aalto University|阿尔托大学|aalto.fi
        FI|Lappeenranta University of Technology|拉彭兰塔理工大学|lut.fi
        FI|University of Oulu|奥卢大学|oulu.fi
        DK|Technical University of Denmark|丹麦技术大学|dtu.dk
        DK|Aalborg University|奥尔堡大学|auc.dk
        """
}
