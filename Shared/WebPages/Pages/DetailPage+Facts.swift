import Model

extension DetailPage {
    /// The fields that fit beside each other; long texts and lists have sections of their own.
    func facts(_ presentation: Presentation) -> HTML {
        let fields = self.resource.fields.filter { !$0.isLong && !self.isTitleOnly($0) }
        let given = fields.filter { self.record.object[$0.name] != nil }
        let absent = fields.filter { self.record.object[$0.name] == nil }
        return Tag.section(.class("panel"), .attribute("aria-labelledby", "facts")) {
            Tag.h2(.id("facts")) { Texts.facts(presentation.language) }
            self.list(of: given, presentation)
            // Folded, not left out: what an office has not filled in is a fact too, but seldom the one looked for.
            if !absent.isEmpty {
                Tag.details(.class("pick")) {
                    Tag.summary { Texts.notFilledIn(absent.count)(presentation.language) }
                    self.list(of: absent, presentation)
                }
            }
        }
    }

    private func list(of fields: [FieldSpec], _ presentation: Presentation) -> HTML {
        Tag.dl(.class("facts")) {
            for field in fields {
                Tag.div(.class(self.record.object[field.name] == nil ? "fact absent" : "fact")) {
                    Tag.dt {
                        field.label(presentation.language)
                        self.lock(field, presentation.language)
                    }
                    Tag.dd { self.value(of: field, presentation) }
                }
            }
        }
    }

    func sections(_ presentation: Presentation) -> HTML {
        let fields = self.resource.fields.filter { $0.isLong && self.record.object[$0.name] != nil }
        return .group(
            fields.map { field in
                let isTable = field.items != nil
                return Tag.section(
                    .class(isTable ? "panel flush" : "panel"), .attribute("aria-labelledby", "section-\(field.name)"),
                ) {
                    Tag.div(.class("panel-head")) {
                        Tag.h2(.id("section-\(field.name)")) {
                            field.label(presentation.language)
                            self.lock(field, presentation.language)
                        }
                        if isTable {
                            Tag.span(.class("muted")) {
                                Texts.entries(self.record.object[field.name]?.arrayValue?.count ?? 0)(
                                    presentation.language)
                            }
                        }
                    }
                    self.value(of: field, presentation)
                }
            })
    }

    /// What the program keeps of every record.
    func filing(_ presentation: Presentation) -> HTML {
        let language = presentation.language
        return Tag.section(.class("panel quiet"), .attribute("aria-labelledby", "filing")) {
            Tag.h2(.id("filing")) { Texts.record(language) }
            Tag.dl(.class("filing")) {
                self.filingLine(
                    SystemFields.code.spec.label(language), self.record.code.map { code in Tag.code { code } })
                self.filingLine(
                    SystemFields.unit.spec.label(language),
                    self.record.unit.map { unit in Tag.bdi { self.titles[unit] ?? unit } })
                self.filingLine(Texts.version(language), self.record.version.map { .text(String($0)) })
                self.filingLine(
                    Texts.created(language),
                    self.moment(SystemFields.createdAt, SystemFields.createdBy, presentation))
                self.filingLine(
                    Texts.lastChanged(language),
                    self.moment(SystemFields.updatedAt, SystemFields.updatedBy, presentation))
            }
            Tag.p(.class("formats")) {
                Tag.a(.href("\(self.resource.apiPath)/\(QueryString.encode(self.id))")) {
                    Texts.machineReadable(language)
                }
            }
        }
    }

    private func filingLine(_ label: String, _ value: HTML?) -> HTML {
        guard let value else { return .empty }
        return .group([Tag.dt { label }, Tag.dd { value }])
    }

    private func moment(_ at: Field<String>, _ by: Field<String>, _ presentation: Presentation) -> HTML? {
        guard let time = self.record[at] else { return nil }
        return .group([
            Moment(text: time, utcOffsetSeconds: presentation.utcOffsetSeconds).html,
            self.record[by].map { person in Tag.span(.class("person")) { Tag.bdi { person } } } ?? .empty,
        ])
    }

    private func value(of field: FieldSpec, _ presentation: Presentation) -> HTML {
        guard let value = self.record.object[field.name] else {
            return .group([
                Tag.span(.ariaHidden) { "\u{2013}" },
                Tag.span(.class("unseen")) { Texts.notGiven(presentation.language) },
            ])
        }
        return presentation.full(value, as: field)
    }

    private func lock(_ field: FieldSpec, _ language: DisplayLanguage) -> HTML {
        guard field.isSensitive else { return .empty }
        return Tag.span(.class("lock"), .attribute("title", Texts.sensitive(language))) {
            Icon.lock
            Tag.span(.class("unseen")) { Texts.sensitive(language) }
        }
    }

    /// A plain title is in the head already; one in two languages is shown with its other half.
    private func isTitleOnly(_ field: FieldSpec) -> Bool {
        guard field.name == self.resource.titleField?.name else { return false }
        if case .localized = field.kind { return false }
        return true
    }
}

extension FieldSpec {
    /// Whether the value needs the whole width.
    fileprivate var isLong: Bool {
        switch self.kind {
        case .items, .text(_, .paragraphs): true
        default: false
        }
    }
}
