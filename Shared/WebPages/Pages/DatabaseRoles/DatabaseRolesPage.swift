public import Model

/// The logins by which other systems use the bus in plain SQL, and how they are made.
public struct DatabaseRolesPage: Page {
    /// Where the page is.
    public static let path = "/events/database-roles"

    /// The logins, by name.
    public var roles: [Record]
    /// The names of units by their codes.
    public var titles: Titles

    /// Makes the page.
    public init(roles: [Record], titles: Titles = [:]) {
        self.roles = roles
        self.titles = titles
    }

    /// `Database logins`.
    public func title(in frame: PageFrame) -> String { Texts.databaseRoles(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.databaseRolesLead(language))).html(language),
            Tag.div(.class("panel flush list")) {
                self.roles.isEmpty
                    ? EmptyState(title: Texts.noDatabaseRoles, hint: Texts.noDatabaseRolesHint).html(language)
                    : self.table(frame)
            },
            self.commands(language),
        ])
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        let columns = [
            DatabaseRole.name.spec.label, DatabaseRole.unit.spec.label, DatabaseRole.types.spec.label, Texts.rights,
            DatabaseRole.state.spec.label, SystemFields.createdAt.spec.label,
        ].map { DataTable.Column($0(language)) }
        let rows = self.roles.map { role -> [HTML] in
            func moment(_ field: Field<String>) -> HTML {
                Moment(text: role[field] ?? "", utcOffsetSeconds: frame.utcOffsetSeconds).html
            }
            let unit = role[DatabaseRole.unit] ?? ""
            return [
                .group([
                    Tag.bdi { role[DatabaseRole.name] ?? "" },
                    Tag.span(.class("row-code")) { role[DatabaseRole.role] ?? "" },
                ]),
                Tag.bdi { self.titles[unit] ?? unit },
                EventTypeList(types: EventTypeGrant.patterns(role)).html(language),
                self.rights(of: role, language),
                .group([
                    presentation.badge(role[DatabaseRole.state] ?? "", of: DatabaseRole.lifecycle),
                    role[DatabaseRole.revokedAt] == nil
                        ? .empty : Tag.span(.class("person muted")) { moment(DatabaseRole.revokedAt) },
                ]),
                .group([
                    moment(SystemFields.createdAt),
                    Tag.span(.class("person muted")) { Tag.bdi { role[SystemFields.createdBy] ?? "" } },
                ]),
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }

    private func rights(of role: Record, _ language: DisplayLanguage) -> HTML {
        Tag.ul(.class("roles")) {
            Tag.li { Texts.mayRead(language) }
            if let source = role[DatabaseRole.source] {
                Tag.li { .group([.text(Texts.mayPublish(language)), " ", Tag.code { source }]) }
            }
            if role[DatabaseRole.hasSchema] == true { Tag.li { Texts.ownSchema(language) } }
        }
    }

    private func commands(_ language: DisplayLanguage) -> HTML {
        Tag.section(.class("panel"), .attribute("aria-labelledby", "commands")) {
            Tag.h2(.id("commands")) { Texts.onCommandLine(language) }
            Tag.p(.class("help")) { Texts.onCommandLineHelp(language) }
            Tag.pre(.attribute("tabindex", "0"), .attribute("aria-labelledby", "commands")) {
                """
                yizhan database-roles create NAME --unit UNIT --type 'partners.*' --publish --schema
                yizhan database-roles revoke NAME
                yizhan database-roles create --help
                """
            }
            Tag.p(.class("help")) { Texts.passwordHelp(language) }
        }
    }
}
