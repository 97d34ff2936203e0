public import Model

/// The units as a tree.
public struct UnitsPage: Page {
    /// A unit in the tree.
    public struct Row: Sendable {
        /// The unit.
        public var unit: Record
        /// How many units are above it.
        public var depth: Int
        /// Whether the reader may change it.
        public var canEdit: Bool
        /// Whether the reader may make units below it.
        public var canAdd: Bool

        /// Makes a row.
        public init(_ unit: Record, depth: Int, canEdit: Bool, canAdd: Bool) {
            self.unit = unit
            self.depth = depth
            self.canEdit = canEdit
            self.canAdd = canAdd
        }
    }

    /// Where the page is.
    public static let path = "/identity/units"

    /// The units, each after the one above it.
    public var rows: [Row]

    /// Makes the page.
    public init(rows: [Row]) {
        self.rows = rows
    }

    /// `Units`.
    public func title(in frame: PageFrame) -> String { OrganisationalUnit.plural(frame.language) }

    /// The form that changes a unit.
    public static func editPath(_ code: String) -> String { "\(Self.path)/\(QueryString.encode(code))/edit" }

    /// The tree.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame)
        let columns = [
            OrganisationalUnit.name.spec.label, OrganisationalUnit.valid.spec.label, Person.state.spec.label,
            Texts.actions,
        ].map { DataTable.Column($0(language)) }
        return .group([
            PageHead(
                title: self.title(in: frame), lead: .text(Texts.unitsLead(language)),
                actions: self.rows.contains(where: \.canAdd)
                    ? [
                        Button.link(
                            Texts.newUnit, href: "\(Self.path)/new", icon: Icon.plus, style: "main", language)
                    ] : []
            ).html(language),
            Tag.div(.class("panel flush list")) {
                DataTable(
                    caption: self.title(in: frame), columns: columns,
                    rows: self.rows.map { self.cells($0, presentation) }, hasRowHeads: true
                ).html
            },
        ])
    }

    private func cells(_ row: Row, _ presentation: Presentation) -> [HTML] {
        let code = row.unit[OrganisationalUnit.code] ?? ""
        let name = row.unit[OrganisationalUnit.name]?.preferred(presentation.language) ?? code
        let isInForce = row.unit[OrganisationalUnit.isInForce] ?? true
        return [
            Tag.span(.class(row.depth == 0 ? "branch" : "branch depth-\(min(row.depth, 5))")) {
                if row.canEdit {
                    Tag.a(.class("row-link"), .href(Self.editPath(code))) { Tag.bdi { name } }
                } else {
                    Tag.bdi { name }
                }
                Tag.span(.class("row-code")) { code }
            },
            row.unit[OrganisationalUnit.valid].map { .text(presentation.text($0)) } ?? .empty,
            Tag.span(.class("badge \(isInForce ? "good" : "ended")")) {
                (isInForce ? Texts.inForce : Texts.notInForce)(presentation.language)
            },
            self.actions(row, code: code, name: name, presentation.language),
        ]
    }

    private func actions(_ row: Row, code: String, name: String, _ language: DisplayLanguage) -> HTML {
        guard row.canEdit || row.canAdd else { return .empty }
        return Tag.div(.class("cell-actions")) {
            if row.canEdit {
                Button.small(Texts.edit, of: name, href: Self.editPath(code), language)
            }
            if row.canAdd {
                let new = QueryString.address("\(Self.path)/new", [(name: "parent", value: code)])
                Button.small(Texts.unitBelow, of: name, href: new, language)
            }
        }
    }
}
