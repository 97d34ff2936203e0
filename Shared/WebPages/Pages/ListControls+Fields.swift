import Model

extension ListControls {
    func control(_ filter: ListFilter) -> HTML {
        let language = self.presentation.language
        switch filter.control {
        case .choice:
            return self.select(filter, self.options(of: filter))
        case .answer:
            return self.select(
                filter, [(value: "true", label: Texts.yes(language)), (value: "false", label: Texts.no(language))])
        case .dates:
            return self.range(filter, Texts.from, Texts.to) { value in
                [.type(value.isEmpty || CalendarDate(value) != nil ? "date" : "text")]
            }
        case .numbers:
            return self.range(filter, Texts.least, Texts.most) { _ in
                [.type("text"), .class("number"), .attribute("inputmode", "decimal")]
            }
        case .text:
            if let choices = self.page.choices[filter.name], choices.count <= 200 {
                return self.select(filter, choices.map { (value: $0.value, label: $0.label) })
            }
            return Tag.div(.class("field")) {
                Tag.label(.class("label"), .for(self.id(filter.name))) { filter.label(language) }
                Tag.input(
                    .type("text"), .id(self.id(filter.name)), .name(filter.name), .value(self.value(filter.name)))
            }
        }
    }

    private func options(of filter: ListFilter) -> [(value: String, label: String)] {
        let language = self.presentation.language
        switch filter.field.kind {
        case .code(let list), .codes(let list):
            return list.entries(in: language).map { (value: $0.code, label: $0.text(language)) }
        default:
            return self.page.resource.lifecycle.states.map { (value: $0.name, label: $0.label(language)) }
        }
    }

    private func select(_ filter: ListFilter, _ options: [(value: String, label: String)]) -> HTML {
        let current = self.value(filter.name)
        return Tag.div(.class("field")) {
            Tag.label(.class("label"), .for(self.id(filter.name))) { filter.label(self.presentation.language) }
            Tag.select(.id(self.id(filter.name)), .name(filter.name)) {
                Tag.option(.value("")) { Texts.any(self.presentation.language) }
                // Several values in one parameter can only come from an address; they stay as they are.
                if !current.isEmpty, !options.contains(where: { $0.value == current }) {
                    Tag.option(.value(current), .flag("selected")) { self.text((filter.name, current)) }
                }
                for option in options {
                    Tag.option(.value(option.value), .flag("selected", option.value == current)) { option.label }
                }
            }
        }
    }

    private func range(
        _ filter: ListFilter, _ low: Label, _ high: Label, _ attributes: (String) -> [Attribute?],
    ) -> HTML {
        let language = self.presentation.language
        return Tag.fieldset(.class("field")) {
            Tag.legend(.class("label")) { filter.label(language) }
            Tag.div(.class("pair")) {
                for (suffix, label) in [("from", low), ("to", high)] {
                    let name = "\(filter.name).\(suffix)"
                    let value = self.value(name)
                    Tag.div(.class("part")) {
                        Tag.label(.class("part-label"), .for(self.id(name))) { label(language) }
                        Tag.input.element(
                            attributes(value) + [.id(self.id(name)), .name(name), .value(value)], .empty)
                    }
                }
            }
        }
    }

    private func id(_ name: String) -> String { "filter-\(String(name.map { $0 == "." ? "-" : $0 }))" }
}
