import Model

/// A list of groups of fields as rows, with blank ones to fill in and a button for more.
struct RowsControl {
    let field: FieldSpec
    let items: [FieldSpec]
    let path: String
    let context: FormContext

    private var language: DisplayLanguage { self.context.language }
    private var columns: [FieldSpec] { self.items.filter { !$0.isReadOnly } }

    /// Rows with much in them are cards at any width.
    private var isTall: Bool {
        self.columns.count > 5
            || self.columns.contains { field in
                switch field.kind {
                case .localized, .period, .items, .text(_, .paragraphs): true
                default: false
                }
            }
    }

    var html: HTML {
        .group([
            Tag.div(.class(self.isTall ? "rows tall" : "rows flat")) {
                Tag.table(.role("table")) {
                    Tag.caption(.class("unseen")) { self.field.label(self.language) }
                    self.head
                    Tag.tbody(.role("rowgroup")) {
                        for row in 0..<self.context.values.rowsToShow(self.path) { self.row(row) }
                    }
                }
            },
            Tag.div(.class("rows-end")) {
                Tag.button(
                    .class("button quiet"), .type("submit"), .name("_more"), .value(self.path),
                    self.context.action.flatMap { .address("formaction", "\($0)#\(self.context.id(self.path))") },
                ) {
                    Icon.plus
                    Texts.moreRows(self.language)
                    Tag.span(.class("unseen")) { "（\(self.field.label(self.language))）" }
                }
                Tag.p(.class("help")) { Texts.blankRows(self.language) }
            },
        ])
    }

    private var head: HTML {
        Tag.thead(.role("rowgroup")) {
            Tag.tr(.role("row")) {
                Tag.th(.attribute("scope", "col"), .role("columnheader"), .class("row-number")) {
                    Tag.span(.class("unseen")) { Texts.line(self.language) }
                }
                for column in self.columns {
                    Tag.th(.attribute("scope", "col"), .role("columnheader")) {
                        column.label(self.language)
                        if column.isRequired { Tag.span(.class("required"), .ariaHidden) { "*" } }
                    }
                }
            }
        }
    }

    private func row(_ row: Int) -> HTML {
        let path = "\(self.path).\(row)"
        let messages = self.context.issues.messages(at: path)
        return Tag.tr(.role("row"), messages.isEmpty ? nil : .class("wrong")) {
            Tag.th(
                .attribute("scope", "row"), .role("rowheader"), .class("row-number"), .id(self.context.id(path)),
            ) {
                Tag.span(.class("row-digit"), .ariaHidden) { String(row + 1) }
                Tag.span(.class("unseen row-name")) { Texts.rowNumber(row + 1)(self.language) }
                for message in messages { Tag.p(.class("issue")) { message } }
            }
            for column in self.columns {
                Tag.td(.role("cell")) {
                    FieldControl(
                        field: column, path: "\(path).\(column.name)", context: self.context, row: row
                    ).html
                }
            }
        }
    }
}
