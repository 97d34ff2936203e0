public import Model

/// The import of a table: the file to send, and what became of every row.
///
/// The form is sent as `POST` to ``Model/Resource/importPath`` as `multipart/form-data` with `file`, `dryRun`, `_csrf`;
/// or, for a file that was checked and is kept, with `checked` and `_csrf`.
public struct ImportPage: Page {
    /// What became of a row.
    public struct Row: Sendable {
        /// What became of it.
        public enum Outcome: Sendable {
            /// A record was made.
            case created
            /// A record was changed.
            case updated
            /// The record was so already.
            case unchanged
            /// It was taken, though something about it is doubtful.
            case doubtful
            /// It could not be taken.
            case refused
        }

        /// The line in the file, starting at 1.
        public var line: Int
        /// Which element of a JSON file it is, starting at 1.
        public var element: Int?
        /// What became of it.
        public var outcome: Outcome
        /// The record's title.
        public var title: String?
        /// The record's page.
        public var href: String?
        /// Why it was refused, or is doubtful.
        public var issues: [Issue]

        /// Makes a row.
        public init(
            line: Int, element: Int? = nil, outcome: Outcome, title: String? = nil, href: String? = nil,
            issues: [Issue] = [],
        ) {
            self.line = line
            self.element = element
            self.outcome = outcome
            self.title = title
            self.href = href
            self.issues = issues
        }
    }

    /// What became of a file.
    public struct Report: Sendable {
        /// Whether nothing was saved.
        public var wasDryRun: Bool
        /// How many records were made.
        public var created: Int
        /// How many records were changed.
        public var updated: Int
        /// How many records were so already.
        public var unchanged: Int
        /// How many rows were refused.
        public var refused: Int
        /// The rows to show; for long files those that were refused or are doubtful.
        public var rows: [Row]
        /// How many more of these there are.
        public var hidden: Int

        /// Makes a report.
        public init(
            wasDryRun: Bool, created: Int, updated: Int, unchanged: Int, refused: Int, rows: [Row], hidden: Int = 0,
        ) {
            self.wasDryRun = wasDryRun
            self.created = created
            self.updated = updated
            self.unchanged = unchanged
            self.refused = refused
            self.rows = rows
            self.hidden = hidden
        }
    }

    /// A column that a file may have.
    public struct Column: Sendable {
        /// The name in the first line.
        public var name: String
        /// What it holds.
        public var label: Label
        /// How its cells are written; nil where any text will do.
        public var form: Label?
        /// Whether a row without it is refused.
        public var isRequired: Bool

        /// Describes a column.
        public init(name: String, label: Label, form: Label? = nil, isRequired: Bool = false) {
            self.name = name
            self.label = label
            self.form = form
            self.isRequired = isRequired
        }
    }

    /// The record type.
    public var resource: Resource
    /// The columns that a file may have, with their meaning.
    public var columns: [Column]
    /// An empty file with the columns; nil when there is none.
    public var templateHref: String?
    /// The name of the file that was sent.
    public var fileName: String?
    /// Why nothing of the file could be read.
    public var issues: [Issue]
    /// What became of the file that was sent; nil before.
    public var report: Report?

    /// By what name the file that was checked is asked for; nil when it is not kept.
    public var checked: String?

    /// Makes the page.
    public init(
        resource: Resource,
        columns: [Column] = [],
        templateHref: String? = nil,
        fileName: String? = nil,
        issues: [Issue] = [],
        report: Report? = nil,
        checked: String? = nil,
    ) {
        self.resource = resource
        self.columns = columns
        self.templateHref = templateHref
        self.fileName = fileName
        self.issues = issues
        self.report = report
        self.checked = checked
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// `Import: …`.
    public func title(in frame: PageFrame) -> String {
        let language = frame.language
        return "\(Texts.importTitle(language))\(language == .zh ? "：" : ": ")\(self.resource.plural(language))"
    }

    /// The form and the report.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(
                trail: [(label: self.resource.plural(language), href: self.resource.listPath)],
                title: self.title(in: frame),
            ).html(language),
            self.issueSection(language),
            self.report.map { self.reportSection($0, frame) } ?? .empty,
            self.form(frame),
            self.columnSection(language),
        ])
    }

    private func form(_ frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.form(
            .class("panel"), .attribute("method", "post"), .attribute("enctype", "multipart/form-data"),
            .action(self.resource.importPath),
        ) {
            frame.csrfField
            Tag.div(.class("field")) {
                Tag.label(.class("label"), .for("file")) { Texts.chooseFile(language) }
                Tag.input(
                    .type("file"), .id("file"), .name("file"), .flag("required"),
                    .attribute("accept", ".csv,.json,.ndjson,text/csv,application/json"),
                    .ariaDescribedBy(["file-help"]))
                Tag.p(.class("help"), .id("file-help")) { Texts.fileHelp(language) }
            }
            Tag.label(.class("check"), .for("dry-run")) {
                Tag.input(.type("checkbox"), .id("dry-run"), .name("dryRun"), .value("true"), .flag("checked"))
                Tag.span { Texts.dryRun(language) }
            }
            Tag.div(.class("form-end")) {
                Button.submit(Texts.startImport, language)
                if let href = self.templateHref {
                    Button.link(Texts.template, href: href, icon: Icon.download, style: "quiet", language)
                }
            }
        }
    }

    private func columnSection(_ language: DisplayLanguage) -> HTML {
        guard !self.columns.isEmpty else { return .empty }
        return Tag.section(.class("panel flush"), .attribute("aria-labelledby", "columns")) {
            Tag.div(.class("panel-head")) {
                Tag.h2(.id("columns")) { Texts.columns(language) }
            }
            Tag.p(.class("help panel-note")) { Texts.columnsNote(language) }
            DataTable(
                caption: Texts.columns(language),
                columns: [
                    DataTable.Column(Texts.columnName(language)), DataTable.Column(Texts.columnMeaning(language)),
                ],
                rows: self.columns.map { column in
                    [Tag.code(.class("column-name")) { column.name }, self.meaning(column, language)]
                },
            ).html
        }
    }

    private func meaning(_ column: Column, _ language: DisplayLanguage) -> HTML {
        Tag.div {
            column.label(language)
            if column.isRequired { .group([" ", Tag.span(.class("badge")) { Texts.required(language) }]) }
            if let form = column.form { Tag.p(.class("help")) { form(language) } }
        }
    }
}
