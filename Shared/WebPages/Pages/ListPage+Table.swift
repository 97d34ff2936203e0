import Model

extension ListPage {
    func table(_ frame: PageFrame) -> HTML {
        Tag.div(.class("panel flush list")) { self.records(frame, withSorting: true) }
    }

    /// The records as a table; inside another page its columns do not sort.
    ///
    /// - Parameter same: a field that is the same in all rows, which says nothing.
    func records(
        _ frame: PageFrame, withSorting: Bool, columns most: Int = .max, without same: String? = nil
    ) -> HTML {
        let presentation = Presentation(frame, titles: self.titles)
        let fields = self.columnFields.filter { $0.name != same }.prefix(most)
        let rows = self.records.map { record in
            [self.name(of: record, frame.language)]
                + fields.map { field in
                    record.object[field.name].map { presentation.cell($0, as: field, of: self.resource) } ?? .empty
                }
        }
        let columns =
            [
                self.column(
                    self.resource.titleField ?? SystemFields.code.spec, frame, label: self.nameLabel, sorts: withSorting
                )
            ]
            + fields.map { self.column($0, frame, sorts: withSorting) }
        return DataTable(
            caption: self.resource.plural(frame.language), columns: columns, rows: rows, hasRowHeads: true
        ).html
    }

    private var nameLabel: Label? { self.resource.titleField?.label }

    /// The state stands right after the name, the other columns as they are declared; the code is under the name.
    private var columnFields: [FieldSpec] {
        let title = self.resource.titleField?.name
        return [SystemFields.state.spec]
            + self.resource.fields.filter { $0.traits.contains(.listed) && $0.name != title }
    }

    private func name(of record: Record, _ language: DisplayLanguage) -> HTML {
        let title = Tag.bdi { self.resource.title(of: record, in: language) }
        let code = record.code ?? ""
        return .group([
            record.id.map { id in Tag.a(.class("row-link"), .href(self.resource.detailPath(id.description))) { title } }
                ?? title,
            self.resource.titleField == nil || code.isEmpty
                ? .empty : Tag.span(.class("row-code")) { code },
        ])
    }

    private func column(_ field: FieldSpec, _ frame: PageFrame, label: Label? = nil, sorts: Bool) -> DataTable.Column {
        let text = (label ?? field.label)(frame.language)
        guard sorts, field.traits.contains(.sortable) else { return DataTable.Column(text, isNumber: field.isNumeric) }
        let isUp = self.sort == field.name
        let isDown = self.sort == "-\(field.name)"
        let head = Tag.a(
            .class(isUp || isDown ? "sort current" : "sort"),
            .href(self.href(sort: isUp ? "-\(field.name)" : field.name)),
        ) {
            text
            isUp ? Icon.up : Icon.down
            Tag.span(.class("unseen")) { "（\((isUp ? Texts.sortDown : Texts.sortUp)(frame.language))）" }
        }
        return DataTable.Column(
            text, head: head, isNumber: field.isNumeric,
            sort: isUp ? "ascending" : isDown ? "descending" : nil)
    }

    private func href(sort: String) -> String {
        QueryString.address(self.resource.listPath, self.filters + [(name: "sort", value: sort)])
    }

    /// The list with these filters, from its beginning.
    func href(filters: [(name: String, value: String)]) -> String {
        QueryString.address(self.resource.listPath, filters + (self.sort.map { [(name: "sort", value: $0)] } ?? []))
    }
}
