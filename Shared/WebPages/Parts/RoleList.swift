import Model

/// The roles of a person or token in a cell.
struct RoleList {
    let grants: [Record]
    let presentation: Presentation

    var html: HTML {
        guard !self.grants.isEmpty else { return .empty }
        return Tag.ul(.class("roles")) {
            for grant in self.grants { Tag.li { self.text(grant) } }
        }
    }

    private func text(_ grant: Record) -> HTML {
        let language = self.presentation.language
        let unit = grant[RoleGrant.unit] ?? ""
        return .group([
            .text(Self.role(grant, language)), " · ", Tag.bdi { self.presentation.titles[unit] ?? unit },
            grant[RoleGrant.isInForce] == false
                ? .group([" ", Tag.span(.class("badge ended")) { Texts.notInForce(language) }]) : .empty,
        ])
    }

    /// Several roles on one line.
    static func line(_ grants: [Record], _ presentation: Presentation) -> String {
        presentation.joined(
            grants.map { grant in
                let unit = grant[RoleGrant.unit] ?? ""
                return "\(Self.role(grant, presentation.language)) · \(presentation.titles[unit] ?? unit)"
            })
    }

    static func role(_ grant: Record, _ language: DisplayLanguage) -> String {
        CodeLists.roles.text(grant[RoleGrant.role] ?? "", language)
    }
}
