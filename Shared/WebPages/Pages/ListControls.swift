import Model

/// What stands above a list: the search, the filters, and those in force.
struct ListControls {
    let page: ListPage
    let presentation: Presentation

    private var language: DisplayLanguage { self.presentation.language }
    private var filters: [ListFilter] { ListFilter.offered(by: self.page.resource) }
    /// All filters but the search.
    private var active: [(name: String, value: String)] { self.page.filters.filter { $0.name != "q" } }

    var html: HTML {
        .group([
            Tag.form(
                .class("list-controls"), .attribute("method", "get"), .action(self.page.resource.listPath),
                .role("search"),
            ) {
                self.search
                self.filterPanel
                self.others
            },
            self.chips,
        ])
    }

    private var search: HTML {
        Tag.div(.class("search")) {
            Tag.label(.class("unseen"), .for("q")) { Texts.search(self.language) }
            Tag.input(
                .type("search"), .id("q"), .name("q"), .value(self.value("q")),
                .attribute("placeholder", Texts.searchHint(self.language)))
            Tag.button(.class("button"), .type("submit")) {
                Icon.search
                Texts.search(self.language)
            }
        }
    }

    private var filterPanel: HTML {
        guard !self.filters.isEmpty else { return .empty }
        return Tag.details(.class("filters")) {
            Tag.summary(.class("button")) {
                Icon.filter
                Texts.filters(self.language)
                if !self.active.isEmpty { Tag.span(.class("count")) { String(self.active.count) } }
            }
            Tag.div(.class("filter-panel")) {
                Tag.div(.class("filter-fields")) {
                    for filter in self.filters { self.control(filter) }
                }
                Tag.div(.class("form-end")) {
                    Button.submit(Texts.applyFilters, self.language)
                    Button.link(
                        Texts.clearFilters, href: self.page.resource.listPath, style: "quiet", self.language)
                }
            }
        }
    }

    /// The order, and filters that were given by hand and have no control, go along with the next search.
    private var others: HTML {
        let shown = Set(self.filters.flatMap { [$0.name, "\($0.name).from", "\($0.name).to"] })
        let kept = self.active.filter { !shown.contains($0.name) }
        let sort = self.page.sort.map { [(name: "sort", value: $0)] } ?? []
        return .group((kept + sort).map { Tag.input(.type("hidden"), .name($0.name), .value($0.value)) })
    }

    func value(_ name: String) -> String {
        self.page.filters.last { $0.name == name }?.value ?? ""
    }

    private var chips: HTML {
        guard !self.page.filters.isEmpty else { return .empty }
        return Tag.div(.class("chips")) {
            Tag.h2(.class("unseen")) { Texts.activeFilters(self.language) }
            Tag.ul {
                for (index, filter) in self.page.filters.enumerated() { self.chip(filter, index: index) }
            }
            Tag.a(.class("clear"), .href(self.page.resource.listPath)) { Texts.clearFilters(self.language) }
        }
    }

    private func chip(_ filter: (name: String, value: String), index: Int) -> HTML {
        var rest = self.page.filters
        rest.remove(at: index)
        return Tag.li {
            Tag.a(.class("chip"), .href(self.page.href(filters: rest))) {
                Tag.span(.class("unseen")) { Texts.removeFilter(self.language) }
                Tag.span(.class("chip-label")) { self.label(filter.name) }
                Tag.bdi { self.text(filter) }
                Icon.close
            }
        }
    }

    private func label(_ name: String) -> String {
        if name == "q" { return Texts.search(self.language) }
        guard let (filter, operation) = ListFilter.named(name, of: self.page.resource) else { return name }
        let isRange = filter.control == .dates || filter.control == .numbers
        switch operation {
        case "from"?: return "\(filter.label(self.language)) \(isRange ? "≥" : operation ?? "")"
        case "to"?: return "\(filter.label(self.language)) \(isRange ? "≤" : operation ?? "")"
        case let other?: return "\(filter.label(self.language)) (\(other))"
        case nil: return filter.label(self.language)
        }
    }

    func text(_ filter: (name: String, value: String)) -> String {
        guard let named = ListFilter.named(filter.name, of: self.page.resource)?.filter else { return filter.value }
        let parts = filter.value.split(separator: ",").map { String($0) }
        return self.presentation.joined(parts.map { self.text(of: $0, named.field) })
    }

    private func text(of value: String, _ field: FieldSpec) -> String {
        if field.name == SystemFields.state.name {
            return self.page.resource.lifecycle.state(value)?.label(self.language) ?? value
        }
        switch field.kind {
        case .code(let list), .codes(let list): return list.text(value, self.language)
        case .boolean: return value == "true" ? Texts.yes(self.language) : Texts.no(self.language)
        case .reference:
            return self.page.titles[value]
                ?? self.page.choices[field.name]?.first { $0.value == value }?.label ?? value
        case .text(_, .unitCode): return self.page.titles[value] ?? value
        default: return value
        }
    }
}
