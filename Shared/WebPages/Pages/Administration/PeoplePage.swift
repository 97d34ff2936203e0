public import Model

/// Who can sign in, and with which roles.
public struct PeoplePage: Page {
    /// Where the page is.
    public static let path = "/identity/people"

    /// The people of this page.
    public var people: [Record]
    /// The names of units by their codes.
    public var titles: Titles
    /// The words that were looked for.
    public var words: String
    /// The next page; nil when this is the last.
    public var nextHref: String?
    /// The first page; nil when this is it.
    public var firstHref: String?

    /// Makes the page.
    public init(
        people: [Record], titles: Titles = [:], words: String = "", nextHref: String? = nil,
        firstHref: String? = nil,
    ) {
        self.people = people
        self.titles = titles
        self.words = words
        self.nextHref = nextHref
        self.firstHref = firstHref
    }

    /// `People`.
    public func title(in frame: PageFrame) -> String { Person.plural(frame.language) }

    /// The page of a person.
    public static func path(of name: String) -> String { "\(Self.path)/\(QueryString.encode(name))" }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(
                title: self.title(in: frame), lead: .text(Texts.peopleLead(language)),
                actions: [
                    Button.link(Texts.newPerson, href: "\(Self.path)/new", icon: Icon.plus, style: "main", language)
                ]
            ).html(language),
            self.search(language),
            Tag.div(.class("panel flush list")) {
                self.people.isEmpty
                    ? EmptyState(title: Texts.noMatch, hint: Texts.noMatchHint).html(language)
                    : self.table(frame)
            },
            Pager(firstHref: self.firstHref, first: Texts.firstPage, nextHref: self.nextHref, next: Texts.nextPage)
                .html(language),
        ])
    }

    private func search(_ language: DisplayLanguage) -> HTML {
        Tag.div(.class("list-controls")) {
            Tag.form(.class("search"), .attribute("method", "get"), .action(Self.path), .role("search")) {
                Tag.label(.class("unseen"), .for("q")) { Texts.personSearch(language) }
                Tag.input(
                    .type("search"), .id("q"), .name("q"), .value(self.words),
                    .attribute("placeholder", Texts.personSearch(language)))
                Tag.button(.class("button"), .type("submit")) {
                    Icon.search
                    Texts.search(language)
                }
            }
        }
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        let columns = [
            Person.display.spec.label, Texts.roles, Person.state.spec.label, SystemFields.createdAt.spec.label,
        ].map { DataTable.Column($0(language)) }
        let rows = self.people.map { person in
            let name = person[Person.name] ?? ""
            return [
                .group([
                    Tag.a(.class("row-link"), .href(Self.path(of: name))) {
                        Tag.bdi { person[Person.display]?.preferred(language) ?? name }
                    },
                    Tag.span(.class("row-code")) { name },
                ]),
                RoleList(grants: person[Person.grants] ?? [], presentation: presentation).html,
                presentation.badge(person[Person.state] ?? "", of: Person.lifecycle),
                Moment(text: person[SystemFields.createdAt] ?? "", utcOffsetSeconds: frame.utcOffsetSeconds).html,
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }
}
