/// What an administrator can do to units, people and tokens, as it stands in the audit trail.
public enum IdentityAction: String, Sendable, CaseIterable {
    /// A unit was made.
    case unitCreated = "unit.created"
    /// A unit was renamed, moved, or given other dates.
    case unitUpdated = "unit.updated"
    /// A unit that nothing referred to was deleted.
    case unitDeleted = "unit.deleted"
    /// A person's account was made.
    case personCreated = "person.created"
    /// A person's name was changed.
    case personUpdated = "person.updated"
    /// A person can no longer sign in.
    case personDisabled = "person.disabled"
    /// A person can sign in again.
    case personEnabled = "person.enabled"
    /// A person was given a role.
    case personGranted = "person.granted"
    /// A role was taken from a person.
    case personWithdrawn = "person.withdrawn"
    /// All sessions of a person were ended.
    case personSignedOut = "person.signed-out"
    /// A link was made by which a person can sign in once.
    case linkMade = "person.link-made"
    /// A token was made.
    case tokenCreated = "token.created"
    /// A token was revoked.
    case tokenRevoked = "token.revoked"

    /// In words.
    public var label: Label {
        switch self {
        case .unitCreated: Label(zh: "建立单位", en: "Unit created")
        case .unitUpdated: Label(zh: "修改单位", en: "Unit changed")
        case .unitDeleted: Label(zh: "删除单位", en: "Unit deleted")
        case .personCreated: Label(zh: "建立人员", en: "Person created")
        case .personUpdated: Label(zh: "修改人员", en: "Person changed")
        case .personDisabled: Label(zh: "停用人员", en: "Person disabled")
        case .personEnabled: Label(zh: "启用人员", en: "Person enabled")
        case .personGranted: Label(zh: "授予角色", en: "Role given")
        case .personWithdrawn: Label(zh: "收回角色", en: "Role taken away")
        case .personSignedOut: Label(zh: "结束会话", en: "Sessions ended")
        case .linkMade: Label(zh: "生成登录链接", en: "Sign-in link made")
        case .tokenCreated: Label(zh: "建立令牌", en: "Token made")
        case .tokenRevoked: Label(zh: "吊销令牌", en: "Token revoked")
        }
    }

    /// What it was done to: `unit`, `person` or `token`.
    public var kind: String { String(self.rawValue.prefix { $0 != "." }) }
}
