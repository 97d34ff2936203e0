import Model

extension Texts {
    static let databaseRoles = Label(zh: "数据库登录", en: "Database logins")
    static let databaseRolesLead = Label(
        zh: "其他系统直接用 SQL 收发事件所用的数据库登录。",
        en: "The logins by which other systems receive and publish events in plain SQL.")
    static let noDatabaseRoles = Label(zh: "还没有数据库登录", en: "There is no database login yet")
    static let noDatabaseRolesHint = Label(
        zh: "能够访问数据库的系统可以各有一个；其他系统用令牌和 API。",
        en: "Make one for each system that can reach the database; all others use tokens and the API.")
    static let rights = Label(zh: "权限", en: "Rights")
    static let mayRead = Label(zh: "接收", en: "Receives")
    static let mayPublish = Label(zh: "发布", en: "Publishes")
    static let ownSchema = Label(zh: "自己的模式", en: "Schema of its own")
    static let onCommandLine = Label(zh: "在命令行上办理", en: "On the command line")
    static let onCommandLineHelp = Label(
        zh: "任何服务都无权建立数据库登录，因此由运维人员用迁移所用的登录办理，同样记入管理记录。",
        en: """
            No service has the right to make logins of the database. Whoever operates the server does it, with the login \
            that migrates, and it goes into the same audit trail.
            """)
    static let passwordHelp = Label(
        zh: "密码只显示一次。要更换密码，先吊销再以同名建立：订阅的位置和模式都保留。",
        en: """
            The password is shown once. For another one, revoke the login and make it again under its name: the places of \
            its subscriptions and its schema stay.
            """)
}
