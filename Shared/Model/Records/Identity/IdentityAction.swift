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
    /// A login of the database was made for another system.
    case databaseRoleCreated = "database-role.created"
    /// A login of another system was revoked.
    case databaseRoleRevoked = "database-role.revoked"
    /// A webhook was made.
    case webhookCreated = "webhook.created"
    /// A webhook was changed.
    case webhookUpdated = "webhook.updated"
    /// A webhook was deleted.
    case webhookDeleted = "webhook.deleted"
    /// A webhook was paused.
    case webhookPaused = "webhook.paused"
    /// A webhook was set to work again.
    case webhookResumed = "webhook.resumed"
    /// A webhook was stopped because its receiver does not take events.
    case webhookDisabled = "webhook.disabled"
    /// A webhook was given another secret.
    case webhookRotated = "webhook.rotated"
    /// Events were sent once more to a webhook.
    case webhookRecovered = "webhook.recovered"

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
        case .databaseRoleCreated: Label(zh: "建立数据库角色", en: "Database role made")
        case .databaseRoleRevoked: Label(zh: "吊销数据库角色", en: "Database role revoked")
        case .webhookCreated: Label(zh: "建立推送", en: "Webhook made")
        case .webhookUpdated: Label(zh: "修改推送", en: "Webhook changed")
        case .webhookDeleted: Label(zh: "删除推送", en: "Webhook deleted")
        case .webhookPaused: Label(zh: "暂停推送", en: "Webhook paused")
        case .webhookResumed: Label(zh: "恢复推送", en: "Webhook resumed")
        case .webhookDisabled: Label(zh: "推送被停用", en: "Webhook disabled")
        case .webhookRotated: Label(zh: "更换推送密钥", en: "Webhook secret rotated")
        case .webhookRecovered: Label(zh: "补发推送", en: "Webhook events sent once more")
        }
    }

    /// What it was done to: `unit`, `person`, `token`, `database-role` or `webhook`.
    public var kind: String { String(self.rawValue.prefix { $0 != "." }) }
}
