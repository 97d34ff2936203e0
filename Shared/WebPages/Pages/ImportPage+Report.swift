import Model

extension ImportPage {
    /// Why nothing of the file was read.
    func issueSection(_ language: DisplayLanguage) -> HTML {
        guard !self.issues.isEmpty else { return .empty }
        return Tag.section(
            .class("notice error summary"), .role("alert"), .attribute("aria-labelledby", "issues"),
        ) {
            Icon.warning
            Tag.div {
                Tag.h2(.id("issues")) { Texts.notRead(language) }
                if let fileName = self.fileName { Tag.p { Tag.bdi { fileName } } }
                Tag.ul {
                    for issue in self.issues { Tag.li { issue.message(language) } }
                }
            }
        }
    }

    func reportSection(_ report: Report, _ frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            Tag.div(.class("notice \(report.refused == 0 ? "success" : "warning")"), .role("status")) {
                report.refused == 0 ? .empty : Icon.warning
                Tag.div {
                    if let fileName = self.fileName { Tag.p { Tag.bdi { fileName } } }
                    Tag.p { Texts.importSummary(report)(language) }
                    self.checkedForm(frame)
                }
            },
            report.rows.isEmpty
                ? .empty
                : Tag.section(.class("panel flush"), .ariaLabel(Texts.outcome(language))) {
                    self.table(report.rows, language)
                    if report.hidden > 0 {
                        Tag.p(.class("help panel-note")) { Texts.moreReasons(report.hidden)(language) }
                    }
                },
        ])
    }

    /// Imports the file that was checked.
    private func checkedForm(_ frame: PageFrame) -> HTML {
        guard let checked = self.checked else { return .empty }
        return Tag.form(
            .attribute("method", "post"), .attribute("enctype", "multipart/form-data"),
            .action(self.resource.importPath)
        ) {
            frame.csrfField
            Tag.input(.type("hidden"), .name("checked"), .value(checked))
            Tag.p { Texts.afterDryRun(frame.language) }
            Tag.div(.class("form-end")) { Button.submit(Texts.importChecked, frame.language) }
        }
    }

    private func table(_ rows: [Row], _ language: DisplayLanguage) -> HTML {
        // A column in which nothing would ever stand is none.
        let hasRecords = rows.contains { $0.title != nil }
        let columns =
            [DataTable.Column(Texts.line(language), isNumber: true), DataTable.Column(Texts.outcome(language))]
            + (hasRecords ? [DataTable.Column(Texts.importedRecord(language))] : [])
            + [DataTable.Column(Texts.reasons(language))]
        let cells = rows.map { row in
            [
                HTML.text(row.element.map { Texts.element($0, line: row.line)(language) } ?? String(row.line)),
                Tag.span(.class("badge \(row.outcome.tone.rawValue)")) { row.outcome.label(language) },
            ] + (hasRecords ? [self.record(row)] : []) + [self.reasons(row, language)]
        }
        return DataTable(caption: Texts.outcome(language), columns: columns, rows: cells).html
    }

    private func record(_ row: Row) -> HTML {
        guard let title = row.title else { return .empty }
        guard let href = row.href else { return Tag.bdi { title } }
        return Tag.a(.href(href)) { Tag.bdi { title } }
    }

    private func reasons(_ row: Row, _ language: DisplayLanguage) -> HTML {
        guard !row.issues.isEmpty else { return .empty }
        return Tag.ul(.class("reasons")) {
            for issue in row.issues {
                Tag.li {
                    if !issue.field.isEmpty { .group([Tag.code { issue.field }, " "]) }
                    issue.message(language)
                }
            }
        }
    }
}

extension ImportPage.Row.Outcome {
    fileprivate var label: Label {
        switch self {
        case .created: Label(zh: "新建", en: "Created")
        case .updated: Label(zh: "更新", en: "Updated")
        case .unchanged: Label(zh: "无变化", en: "Unchanged")
        case .doubtful: Label(zh: "请核对", en: "Please check")
        case .refused: Label(zh: "未导入", en: "Refused")
        }
    }

    fileprivate var tone: State.Tone {
        switch self {
        case .created: .good
        case .updated: .active
        case .unchanged: .neutral
        case .doubtful: .warning
        case .refused: .ended
        }
    }
}

extension Texts {
    fileprivate static func importSummary(_ report: ImportPage.Report) -> Label {
        let zh =
            "新建 \(report.created.grouped) 条，更新 \(report.updated.grouped) 条，"
            + "无变化 \(report.unchanged.grouped) 条，未导入 \(report.refused.grouped) 行"
        let en =
            "\(report.created.grouped) created, \(report.updated.grouped) updated, "
            + "\(report.unchanged.grouped) unchanged, \(report.refused.grouped) rows refused"
        guard report.wasDryRun else { return Label(zh: "\(zh)。", en: "\(en).") }
        return Label(zh: "只检查，未保存：\(zh)。", en: "Checked only, nothing saved: \(en).")
    }
}
