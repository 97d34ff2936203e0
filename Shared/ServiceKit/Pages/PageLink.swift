public import Model

/// A link at the side of every page, to pages of a service that follow from no record type.
public struct PageLink: Sendable {
    /// What stands on it.
    public let label: Label
    /// Where it leads.
    public let href: String
    /// Who is shown it: whoever holds exactly one of these roles anywhere.
    public let roles: Set<Role>

    /// Declares a link.
    public init(_ label: Label, href: String, for roles: Set<Role>) {
        self.label = label
        self.href = href
        self.roles = roles
    }
}
