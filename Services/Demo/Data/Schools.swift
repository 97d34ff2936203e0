import Model

/// The second-level schools of the example university.
enum Schools {
    struct School: Sendable {
        let code: String
        let name: LocalizedText
        /// The field that most of its people work in, ISCED-F 2013.
        let isced: String
    }

    static let all: [School] = Self.rows.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|").map(String.init)
        return LocalizedText(zh: cells[1], en: cells[2]).map { School(code: cells[0], name: $0, isced: cells[3]) }
    }

    /// A school by turns.
    static func by(_ number: Int) -> School { Self.all[number % Self.all.count] }

    private static let rows = """
        mechanical|机械工程学院|School of Mechanical Engineering|0715
        chemical|化工学院|School of Chemical Engineering|0711
        civil|建设工程学院|School of Infrastructure Engineering|0732
        naval|船舶工程学院|School of Naval Architecture and Ocean Engineering|0716
        materials|材料科学与工程学院|School of Materials Science and Engineering|0722
        electrical|电气工程学院|School of Electrical Engineering|0713
        electronics|信息与通信工程学院|School of Information and Communication Engineering|0714
        computing|计算机科学与技术学院|School of Computer Science and Technology|0613
        software|软件学院|School of Software|0612
        mathematics|数学科学学院|School of Mathematical Sciences|0541
        physics|物理学院|School of Physics|0533
        bioengineering|生物工程学院|School of Bioengineering|0512
        environment|环境学院|School of Environmental Science and Technology|0712
        management|经济管理学院|School of Economics and Management|0413
        languages|外国语学院|School of Foreign Languages|0231
        architecture|建筑与艺术学院|School of Architecture and Fine Art|0731
        """
}
