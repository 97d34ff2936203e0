/// What somebody may do with the records of an organisational unit and all units below it.
///
/// The first four are ordered: an approver may do all that an editor may. An integrator is a machine that reads events
/// and records and writes nothing unless it also holds another role.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// Reads events and records for another system.
    case integrator
    /// Reads records.
    case viewer
    /// Creates and changes records.
    case editor
    /// Takes the decisions of a lifecycle: approves, signs, terminates.
    case approver
    /// Also manages people, tokens and organisational units.
    case admin

    /// Whether this role includes everything that `other` may do.
    public func includes(_ other: Role) -> Bool {
        self.rank >= other.rank
    }

    private var rank: Int {
        switch self {
        case .integrator: 0
        case .viewer: 1
        case .editor: 2
        case .approver: 3
        case .admin: 4
        }
    }

    /// The role's name for people.
    public var label: Label {
        switch self {
        case .integrator: Label(zh: "集成系统", en: "Integrator")
        case .viewer: Label(zh: "查看者", en: "Viewer")
        case .editor: Label(zh: "编辑者", en: "Editor")
        case .approver: Label(zh: "审批者", en: "Approver")
        case .admin: Label(zh: "管理员", en: "Administrator")
        }
    }
}
