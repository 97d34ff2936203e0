extension Universities {
    static let centralEurope = """
        PL|Warsaw University of Technology|华沙理工大学|pw.edu.pl
        PL|University of Warsaw|华沙大学|uw.edu.pl
        PL|AGH University of Science and Technology|AGH 科技大学|agh.edu.pl
        PL|Technical University of Wroclaw|弗罗茨瓦夫理工大学|pwr.wroc.pl
        PL|Silesian Technical University of Gliwice|西里西亚理工大学|polsl.gliwice.pl
        CZ|Czech Technical University of Prague|布拉格捷克理工大学|cvut.cz
        CZ|Charles University Prague|查理大学|cuni.cz
        CZ|Brno University of Technology|布尔诺理工大学|vutbr.cz
        CZ|Technical University of Mining and Metallurgy Ostrava|俄斯特拉发工业大学|vsb.cz
        HU|Budapest University of Technology and Economics|布达佩斯技术与经济大学|bme.hu
        HU|Eötvös Lorand University|罗兰大学|elte.hu
        HU|University of Debrecen|德布勒森大学|unideb.hu
        HU|University of Szeged|赛格德大学|u-szeged.hu
        RS|University of Belgrade|贝尔格莱德大学|bg.ac.rs
        RS|University of Novi Sad|诺维萨德大学|uns.ac.rs
        RS|University of Nis|尼什大学|ni.ac.rs
        RO|Babes-Bolyai University of Cluj-Napoca|巴比什-博雅依大学|ubbcluj.ro
        RO|Technical University of Iasi|雅西理工大学|tuiasi.ro
        AT|Technische Universität Wien|维也纳工业大学|tuwien.ac.at
        AT|Technische Universität Graz|格拉茨工业大学|tugraz.at
        AT|Montanuniversität Leoben|莱奥本矿业大学|unileoben.ac.at
        CH|ETHZ - ETH Zurich|苏黎世联邦理工学院|ethz.ch
        CH|EPFL - EPF Lausanne|洛桑联邦理工学院|epfl.ch
        DE|Technische Universität München|慕尼黑工业大学|tum.de
        DE|Rheinisch Westfälische Technische Hochschule Aachen|亚琛工业大学|rwth-aachen.de
        DE|Technische Universität Berlin|柏林工业大学|tu-berlin.de
        DE|Technische Universität Darmstadt|达姆施塔特工业大学|tu-darmstadt.de
        DE|Technische Universität Dresden|德累斯顿工业大学|tu-dresden.de
        DE|Universität Stuttgart|斯图加特大学|uni-stuttgart.de
        DE|Karlsruher Institut für Technologie|卡尔斯鲁厄理工学院|kit.edu
        DE|Technische Universität Carolo-Wilhelmina zu Braunschweig|布伦瑞克工业大学|tu-braunschweig.de
        DE|Universität Hannover|汉诺威大学|uni-hannover.de
        DE|Universität Bremen|不来梅大学|uni-bremen.de
        DE|Universität Rostock|罗斯托克大学|uni-rostock.de
        DE|Technische Universität Clausthal|克劳斯塔尔工业大学|tu-clausthal.de
        DE|Ruhr-Universität Bochum|波鸿鲁尔大学|ruhr-uni-bochum.de
        DE|Technische Universität Ilmenau|伊尔梅瑙工业大学|tu-ilmenau.de
        """
}
