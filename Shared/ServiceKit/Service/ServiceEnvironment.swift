import Model

/// The variables by which a service's process is set up, for those who start one.
enum ServiceEnvironment {
    /// One of them.
    struct Variable: Sendable {
        let name: String
        let meaning: Label
        let usual: Label
    }

    static let databaseURL = "YIZHAN_DATABASE_URL"
    static let httpPort = "YIZHAN_HTTP_PORT"
    static let example = "postgresql://yizhan@db.example.edu/yizhan"

    /// All, in the order in which they matter.
    static let variables = [
        Variable(
            name: Self.databaseURL,
            meaning: Label(zh: "数据库：libpq 连接串", en: "The database, as a libpq connection string"),
            usual: Label(zh: "必填", en: "required")),
        Variable(
            name: "YIZHAN_DATABASE_DIRECT_URL",
            meaning: Label(
                zh: "不经过连接池的同一数据库，用于接收通知", en: "The same database without a pooler between, to hear notifications"),
            usual: Self.same(Self.databaseURL)),
        Variable(
            name: "YIZHAN_DATABASE_MIGRATION_URL",
            meaning: Label(
                zh: "可以建立模式和角色的登录，用于升级数据库", en: "A login that may make schemas and roles, to migrate"),
            usual: Self.same("YIZHAN_DATABASE_DIRECT_URL")),
        Variable(
            name: "YIZHAN_DATABASE_CONNECTIONS",
            meaning: Label(zh: "最多的数据库连接数", en: "The most database connections"), usual: Self.value("16")),
        Variable(
            name: "YIZHAN_DATABASE_POOLED",
            meaning: Label(
                zh: "\(Self.databaseURL) 是否经过事务模式的连接池（true/false）",
                en: "Whether \(Self.databaseURL) is a pooler in transaction mode (true/false)"),
            usual: Self.value("false")),
        Variable(
            name: "YIZHAN_HTTP_HOST",
            meaning: Label(
                zh: "监听的地址；127.0.0.1 只能从本机访问", en: "The address to listen on; only this machine reaches 127.0.0.1"),
            usual: Self.value("127.0.0.1")),
        Variable(
            name: Self.httpPort,
            meaning: Label(zh: "监听的端口；0 为任意空闲端口", en: "The port to listen on; 0 takes a free one"),
            usual: Self.value("8080")),
        Variable(
            name: "YIZHAN_HTTP_DRAIN",
            meaning: Label(
                zh: "收到 SIGTERM 后继续应答的秒数，其间 /readyz 回答 503，供负载均衡器得知",
                en: "Seconds for which requests are still answered after SIGTERM, while /readyz tells balancers"),
            usual: Self.value("0")),
        Variable(
            name: "YIZHAN_PUBLIC_URL",
            meaning: Label(
                zh: "浏览器访问的地址；以 https:// 开头时 Cookie 只经加密连接发送",
                en: "How browsers reach it; with https:// cookies are only sent encrypted"),
            usual: Label(zh: "无", en: "none")),
        Variable(
            name: "YIZHAN_METRICS_TOKEN",
            meaning: Label(
                zh: "监控系统读取 /metrics 时出示的令牌，至少 16 个字符；未设置时只有管理员可读",
                en:
                    "What a monitoring system shows to read /metrics, 16 characters at least; without, only administrators may"
            ),
            usual: Label(zh: "无", en: "none")),
    ]

    /// What keeps a process with these variables from starting; nil when nothing does.
    static func refusal(of environment: [String: String]) -> Label? {
        let isGiven = [Self.databaseURL, "\(Self.databaseURL)_FILE"].contains { environment[$0]?.isEmpty == false }
        guard isGiven else {
            return Label(
                zh: "缺少环境变量 \(Self.databaseURL)（数据库的连接串）。例如：\n  \(Self.databaseURL)=\(Self.example)",
                en: """
                    The variable \(Self.databaseURL) is missing: the connection string of the database. For example:
                      \(Self.databaseURL)=\(Self.example)
                    """)
        }
        if let port = environment[Self.httpPort], !(0...65_535).contains(Int(port) ?? -1) {
            return Label(
                zh: "环境变量 \(Self.httpPort) 应为 0 到 65535 的整数，现为“\(port)”。",
                en: "The variable \(Self.httpPort) must be a whole number from 0 to 65535; it is \"\(port)\".")
        }
        return nil
    }

    private static func value(_ text: String) -> Label { Label(zh: text, en: text) }

    private static func same(_ name: String) -> Label { Label(zh: "同 \(name)", en: "as \(name)") }
}
