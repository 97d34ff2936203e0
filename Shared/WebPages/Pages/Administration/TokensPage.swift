public import Model

/// The tokens by which programs are known.
public struct TokensPage: Page {
    /// Where the page is.
    public static let path = "/identity/tokens"

    /// The tokens, newest first.
    public var tokens: [Record]
    /// The names of units by their codes.
    public var titles: Titles

    /// Makes the page.
    public init(tokens: [Record], titles: Titles = [:]) {
        self.tokens = tokens
        self.titles = titles
    }

    /// `Tokens`.
    public func title(in frame: PageFrame) -> String { APIToken.plural(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let new = Button.link(
            Texts.newToken, href: "\(Self.path)/new", icon: Icon.plus, style: "main", language)
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.tokensLead(language)), actions: [new])
                .html(language),
            Tag.div(.class("panel flush list")) {
                self.tokens.isEmpty
                    ? EmptyState(title: Texts.noTokens, hint: Texts.noTokensHint).html(language) : self.table(frame)
            },
        ])
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        let columns = [
            APIToken.name.spec.label, Texts.roles, APIToken.types.spec.label, APIToken.state.spec.label,
            APIToken.expiresAt.spec.label,
            SystemFields.createdAt.spec.label, Texts.actions,
        ].map { DataTable.Column($0(language)) }
        let rows = self.tokens.map { token -> [HTML] in
            let prefix = token[APIToken.prefix] ?? ""
            let name = token[APIToken.name] ?? ""
            func moment(_ field: Field<String>) -> HTML {
                Moment(text: token[field] ?? "", utcOffsetSeconds: frame.utcOffsetSeconds).html
            }
            return [
                .group([Tag.bdi { name }, Tag.span(.class("row-code")) { "yz_\(prefix)_…" }]),
                RoleList(grants: token[APIToken.grants] ?? [], presentation: presentation).html,
                EventTypeList(types: EventTypeGrant.patterns(token)).html(language),
                presentation.badge(token[APIToken.state] ?? "", of: APIToken.lifecycle), moment(APIToken.expiresAt),
                .group([
                    moment(SystemFields.createdAt),
                    Tag.span(.class("person muted")) { Tag.bdi { token[SystemFields.createdBy] ?? "" } },
                ]),
                token[APIToken.state] == "revoked"
                    ? .empty
                    : Tag.div(.class("cell-actions")) {
                        Button.small(
                            Texts.revoke, of: name, action: "\(Self.path)/\(QueryString.encode(prefix))/revoke", frame)
                    },
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }
}
