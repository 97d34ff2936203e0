import Model

/// What a service's program says about itself.
struct ServiceHelp {
    private let service: ServiceDefinition

    init(_ service: ServiceDefinition) {
        self.service = service
    }

    /// Name and release.
    var version: String { "\(self.service.name) \(Release.version)" }

    /// What it is, how it is set up, and an example.
    func text(_ language: DisplayLanguage) -> String {
        let name = self.service.name
        let words: (Label) -> String = { $0(language) }
        var lines = [
            words(
                Label(
                    zh: "\(self.version)：驿站的服务“\(self.service.label.zh)”，独立进程",
                    en: "\(self.version): the service \(self.service.label.en) of Yizhan, in a process of its own"))
        ]
        if !self.service.summary.en.isEmpty { lines.append(words(self.service.summary)) }
        lines += [
            "",
            words(Label(zh: "用法：\(name) [--help] [--version]", en: "USAGE: \(name) [--help] [--version]")),
            "",
            words(
                Label(
                    zh: "启动时把数据库升级到本版本，然后在 HTTP 上提供服务，直到收到 SIGTERM 或 SIGINT。",
                    en: "Brings the database up to date, then serves over HTTP until SIGTERM or SIGINT.")),
            "",
            words(Label(zh: "环境变量：", en: "ENVIRONMENT:")),
        ]
        for variable in ServiceEnvironment.variables {
            lines.append("  \(variable.name)  (\(words(variable.usual)))")
            lines.append("      \(words(variable.meaning))")
        }
        lines += [
            "",
            words(
                Label(
                    zh: "任何变量名加 _FILE 即可改为从文件读取，例如 \(ServiceEnvironment.databaseURL)_FILE=/run/secrets/database。",
                    en: """
                        With _FILE after its name, a variable names a file that holds the value: \
                        \(ServiceEnvironment.databaseURL)_FILE=/run/secrets/database
                        """)),
            "",
            words(Label(zh: "示例：", en: "EXAMPLE:")),
            "  \(ServiceEnvironment.databaseURL)=\(ServiceEnvironment.example) \(ServiceEnvironment.httpPort)=8081 \(name)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}
