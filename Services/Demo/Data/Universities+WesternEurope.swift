extension Universities {
    static let westernEurope = """
        GB|Imperial College London|帝国理工学院|imperial.ac.uk
        GB|University of Manchester|曼彻斯特大学|manchester.ac.uk
        GB|University of Leeds|利兹大学|leeds.ac.uk
        GB|The University of Sheffield|谢菲尔德大学|shef.ac.uk
        GB|University of Birmingham|伯明翰大学|bham.ac.uk
        GB|University of Nottingham|诺丁汉大学|nottingham.ac.uk
        GB|University of Southampton|南安普顿大学|soton.ac.uk
        GB|University of Strathclyde|斯特拉斯克莱德大学|strath.ac.uk
        GB|University of Glasgow|格拉斯哥大学|gla.ac.uk
        GB|University of Edinburgh|爱丁堡大学|ed.ac.uk
        GB|Cardiff University|卡迪夫大学|cardiff.ac.uk
        GB|University of Liverpool|利物浦大学|liv.ac.uk
        GB|University of Bath|巴斯大学|bath.ac.uk
        GB|University of Bristol|布里斯托大学|bristol.ac.uk
        GB|Loughborough University|拉夫堡大学|lboro.ac.uk
        GB|Cranfield University|克兰菲尔德大学|cranfield.ac.uk
        GB|Heriot-Watt University|赫瑞-瓦特大学|hw.ac.uk
        GB|University of Leicester|莱斯特大学|le.ac.uk
        IE|University College Dublin|都柏林大学学院|ucd.ie
        IE|University of Dublin, Trinity College|都柏林圣三一学院|tcd.ie
        IE|Dublin City University|都柏林城市大学|dcu.ie
        FR|Ecole Centrale de Nantes|南特中央理工学院|ec-nantes.fr
        FR|Ecole Centrale de Lyon|里昂中央理工学院|ec-lyon.fr
        FR|Institut National des Sciences Appliquées de Lyon|里昂国立应用科学学院|insa-lyon.fr
        FR|National Institute of Applied Sciences of Toulouse|图卢兹国立应用科学学院|insa-toulouse.fr
        FR|Université de Technologie de Compiègne|贡比涅技术大学|utc.fr
        FR|Université de Technologie de Troyes|特鲁瓦技术大学|utt.fr
        FR|École Polytechnique|巴黎综合理工学院|polytechnique.fr
        FR|Ecole Normale Supérieure de Lyon|里昂高等师范学院|ens-lyon.fr
        FR|Université des Sciences et Technologies de Lille (Lille I)|里尔第一大学|univ-lille1.fr
        FR|Université de Strasbourg|斯特拉斯堡大学|unistra.fr
        FR|Université de Nantes|南特大学|univ-nantes.fr
        FR|Ecole Nationale Supérieure de Techniques Avancées|国立高等先进技术学院|ensta.fr
        FR|Université Rennes I|雷恩第一大学|univ-rennes1.fr
        BE|Katholieke Universiteit Leuven|鲁汶大学|kuleuven.be
        BE|Universiteit Gent|根特大学|ugent.be
        NL|Delft University of Technology|代尔夫特理工大学|tudelft.nl
        NL|Eindhoven University of Technology|埃因霍温理工大学|tue.nl
        NL|University of Twente|特温特大学|utwente.nl
        NL|University of Groningen|格罗宁根大学|rug.nl
        """
}
