extension Universities {
    static let oceania = """
        AU|University of New South Wales|新南威尔士大学|unsw.edu.au
        AU|University of Sydney|悉尼大学|sydney.edu.au
        AU|University of Melbourne|墨尔本大学|unimelb.edu
        AU|Monash University|莫纳什大学|monash.edu
        AU|University of Queensland|昆士兰大学|uq.edu.au
        AU|University of Western Australia|西澳大学|uwa.edu.au
        AU|University of Adelaide|阿德莱德大学|adelaide.edu.au
        AU|Royal Melbourne Institute of Technology|皇家墨尔本理工大学|rmit.edu.au
        AU|University of Technology Sydney|悉尼科技大学|uts.edu.au
        NZ|University of Auckland|奥克兰大学|auckland.ac.nz
        NZ|University of Canterbury|坎特伯雷大学|canterbury.ac.nz
        NZ|University of Otago|奥塔哥大学|otago.ac.nz
        """
}
