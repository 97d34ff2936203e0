import Model

extension Presentation {
    /// A value in a cell of a list: short, in the reader's language.
    func cell(_ value: JSON, as field: FieldSpec, of resource: Resource? = nil) -> HTML {
        if field.name == SystemFields.state.name, let state = value.stringValue {
            return self.badge(state, of: resource)
        }
        switch field.kind {
        case .reference(let reference):
            return self.link(value, to: reference)
        case .localized:
            return self.localized(value, withOther: false)
        case .text(_, .paragraphs):
            return .text(self.text(value, as: field).shortened(to: 90))
        case .text(_, .url):
            return self.webLink(value.plainText)
        case .text(_, .sha256):
            // Its beginning tells two contents apart; the whole is on the record's page.
            return Tag.code(.attribute("title", value.plainText)) { value.plainText.shortened(to: 13) }
        case .items:
            return .text(Texts.entries(value.arrayValue?.count ?? 0)(self.language))
        case .date:
            return self.unbroken(self.text(value, as: field))
        case .period:
            let parts = self.text(value, as: field).split(separator: " \u{2013} ").map { String($0) }
            guard parts.count == 2 else { return self.unbroken(self.text(value, as: field)) }
            return .group([self.unbroken("\(parts[0]) \u{2013}"), " ", self.unbroken(parts[1])])
        case .text where field.isTime:
            return Moment(text: value.plainText, utcOffsetSeconds: self.utcOffsetSeconds).html
        case .text:
            return Tag.bdi { self.text(value, as: field) }
        default:
            return .text(self.text(value, as: field))
        }
    }

    /// A value with all that is known of it.
    func full(_ value: JSON, as field: FieldSpec) -> HTML {
        switch field.kind {
        case .text(_, .paragraphs):
            return Tag.div(.class("prose"), .attribute("dir", "auto")) { value.plainText }
        case .text(_, .email):
            return Tag.a(.href("mailto:\(value.plainText)")) { value.plainText }
        case .text(_, .orcid):
            return self.webLink("https://orcid.org/\(value.plainText)", text: value.plainText)
        case .text(_, .sha256):
            return Tag.code { value.plainText }
        case .localized:
            return self.localized(value, withOther: true)
        case .codes(let list):
            return Tag.ul(.class("tags")) {
                for code in value.arrayValue ?? [] {
                    Tag.li { list.text(code.plainText, self.language) }
                }
            }
        case .items(let fields):
            return self.table(of: value.arrayValue ?? [], fields: fields, caption: field.label)
        default:
            return self.cell(value, as: field)
        }
    }

    /// Dates would otherwise be broken at their hyphens.
    private func unbroken(_ text: String) -> HTML {
        Tag.span(.class("nowrap")) { text }
    }

    /// A state in its colour.
    func badge(_ name: String, of resource: Resource?) -> HTML {
        self.badge(name, of: resource?.lifecycle)
    }

    /// A state of a lifecycle in its colour.
    func badge(_ name: String, of lifecycle: Lifecycle?) -> HTML {
        let state = lifecycle?.state(name)
        return Tag.span(.class("badge \(state?.tone.rawValue ?? "neutral")")) {
            state?.label(self.language) ?? name
        }
    }

    /// The title of the record that is referred to, linked to its page where the reader may open that.
    func link(_ value: JSON, to reference: Reference) -> HTML {
        let id = value.plainText
        guard self.titles.leads(to: id) else { return .text(self.titles[id] ?? id) }
        return Tag.a(.href(reference.detailPath(id))) {
            if let title = self.titles[id] {
                Tag.bdi { title }
            } else {
                Tag.code { id }
            }
        }
    }

    private func localized(_ value: JSON, withOther: Bool) -> HTML {
        guard let text = LocalizedText(fieldJSON: value) else { return .text(value.plainText) }
        let shown = text[self.language] == nil ? self.language.other : self.language
        let foreign = shown == self.language ? nil : Attribute.lang(shown.tag)
        let main = Tag.bdi(foreign) { text.preferred(self.language) }
        guard withOther, shown == self.language, let other = text[self.language.other] else { return main }
        return .group([
            main,
            Tag.span(.class("other-language"), .lang(self.language.other.tag)) { Tag.bdi { other } },
        ])
    }

    private func webLink(_ address: String, text: String? = nil) -> HTML {
        Tag.a(.href(address), .attribute("rel", "noopener noreferrer external"), .class("external")) {
            text ?? address
            Icon.external
            Tag.span(.class("unseen")) { Texts.opensElsewhere(self.language) }
        }
    }

    /// The entries of a list as a table.
    func table(of entries: [JSON], fields: [FieldSpec], caption: Label) -> HTML {
        let used = fields.filter { field in entries.contains { $0[field.name] != nil } }
        let columns = used.map { DataTable.Column($0.label(self.language), isNumber: $0.isNumeric) }
        let rows = entries.map { entry in
            used.map { field in entry[field.name].map { self.full($0, as: field) } ?? .empty }
        }
        return DataTable(caption: caption(self.language), columns: columns, rows: rows).html
    }
}

extension FieldSpec {
    /// Whether the values are numbers, which stand flush right in tables.
    var isNumeric: Bool {
        switch self.kind {
        case .integer, .decimal, .money: true
        default: false
        }
    }
}

extension String {
    func shortened(to count: Int) -> String {
        self.count <= count ? self : self.prefix(count - 1) + "…"
    }
}
