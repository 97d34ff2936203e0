import Model

extension Texts {
    static let unitsLead = Label(
        zh: "学校的组织结构。在一个单位授予的角色，在其下级单位同样有效。",
        en: "The parts of the university. A role given in a unit holds in all units below it.")
    static let newUnit = Label(zh: "新建单位", en: "New unit")
    static let unitBelow = Label(zh: "新建下级", en: "Add below")
    static let inForce = Label(zh: "当前有效", en: "In force")
    static let notInForce = Label(zh: "当前无效", en: "Not in force")
    static let peopleLead = Label(
        zh: "可以登录的人员，以及他们在各单位的角色。", en: "Who can sign in, and in which role for which units.")
    static let newPerson = Label(zh: "新建人员", en: "New person")
    static let personSearch = Label(zh: "账号或姓名", en: "Account or name")
    static let roles = Label(zh: "角色", en: "Roles")
    static let noRoles = Label(zh: "没有角色，登录后看不到任何记录。", en: "No role: signed in, nothing can be seen.")
    static let giveRole = Label(zh: "授予角色", en: "Give a role")
    static let giveRoleHelp = Label(
        zh: "为安全起见，授予新角色后，此人须重新登录，尚未使用的登录链接也会失效；收回角色则立即生效，不影响登录。",
        en: """
            For safety, whoever is given a new role has to sign in again, and sign-in links that were not used yet end; taking \
            a role away counts at once and signs nobody out.
            """)
    static let withdraw = Label(zh: "收回", en: "Take away")
    static let access = Label(zh: "登录", en: "Signing in")
    static let makeLink = Label(zh: "生成登录链接", en: "Make a sign-in link")
    static let makeLinkHelp = Label(
        zh: "一次有效，15 分钟内使用。", en: "Works once, within a quarter of an hour.")
    static let endSessions = Label(zh: "结束全部会话", en: "End all sessions")
    static let endSessionsHelp = Label(zh: "在所有设备上立即退出。", en: "Signs the person out everywhere, at once.")
    static let disableHelp = Label(
        zh: "不能再登录，已打开的会话立即结束；历史记录保留。",
        en: "Can no longer sign in, and what is open ends at once; histories stay.")
    static let outOfReach = Label(
        zh: "该人员在您管理范围之外也有角色，只能在您的单位授予或收回角色。",
        en: """
            This person also holds roles outside the units that you administer; you can only give and take roles in \
            yours.
            """)
    static let tokensLead = Label(
        zh: "程序访问接口所用的令牌。令牌本身只在建立时显示一次。",
        en: "By which programs are known. A token itself is shown once, when it is made.")
    static let newToken = Label(zh: "新建令牌", en: "New token")
    static let revoke = Label(zh: "吊销", en: "Revoke")
    static let noTokens = Label(zh: "还没有令牌", en: "There is no token yet")
    static let noTokensHint = Label(
        zh: "为每个访问接口的系统单独建立一个。", en: "Make one for each system that uses the interface.")
    static let trail = Label(zh: "管理记录", en: "Audit trail")
    static let trailLead = Label(
        zh: "谁在什么时候对单位、人员和令牌做了什么。", en: "Who did what to units, people and tokens, and when.")
    static let noTrail = Label(zh: "还没有记录", en: "Nothing was done yet")
    static let noTrailHint = Label(
        zh: "对单位、人员和令牌的每次改动都会记在这里。", en: "Every change to units, people and tokens is noted here.")
    static let action = Label(zh: "操作", en: "Action")
    static let changes = Label(zh: "变化", en: "Changes")
    static let olderEntries = Label(zh: "更早的记录", en: "Older entries")
    static let newestEntries = Label(zh: "最新的记录", en: "Newest entries")
    static let actions = Label(zh: "操作", en: "Actions")
    static let shownOnce = Label(
        zh: "请现在复制并妥善保存，它不会再次显示。", en: "Copy it now and keep it safe: it is not shown again.")
    static func entryOf(_ name: String) -> Label {
        Label(zh: "：\(name)", en: ": \(name)")
    }
}
