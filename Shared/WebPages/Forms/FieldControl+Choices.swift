import Model

extension FieldControl {
    /// A box for every code; long lists are folded away behind what is chosen.
    func checkboxes(_ list: CodeList) -> HTML {
        let chosen = self.context.values.values(self.path)
        let known = list.entries(in: self.language).map { ($0.code, $0.text(self.language)) }
        let unknown = chosen.filter { list[$0] == nil }.map { ($0, $0) }
        let isLong = list.entries.count > 10
        // In a long list what is chosen stands first, where it is seen, and as it was: a form in another language must
        // not send it in another order.
        let first = isLong ? chosen.compactMap { code in list[code].map { (code, $0.text(self.language)) } } : []
        let options = unknown + first + known.filter { !isLong || !chosen.contains($0.0) }
        let boxes = Tag.div(.class("checks")) {
            // An empty value tells that the field was on the form when no box is ticked.
            Tag.input(.type("hidden"), .name(self.path), .value(""))
            for (index, option) in options.enumerated() {
                self.box(option.0, option.1, index: index, isChecked: chosen.contains(option.0))
            }
        }
        guard isLong || self.row != nil else { return boxes }
        let names = chosen.map { list.text($0, self.language) }
        return Tag.details(.class("pick")) {
            Tag.summary {
                names.isEmpty
                    ? Texts.chooseSome(self.language)
                    : Texts.chosen(self.language) + Presentation(self.language).joined(names)
            }
            boxes
        }
    }

    private func box(_ value: String, _ text: String, index: Int, isChecked: Bool) -> HTML {
        let id = "\(self.id)-\(index)"
        return Tag.label(.class("check"), .for(id)) {
            Tag.input(
                .type("checkbox"), .name(self.path), .id(id), .value(value), .flag("checked", isChecked))
            Tag.span { text }
        }
    }

    var money: HTML {
        let amount = "\(self.path).amount"
        let currency = "\(self.path).currency"
        let current = self.context.values.value(currency)
        return Tag.div(.class("pair money")) {
            Tag.div(.class("part")) {
                Tag.label(.class("part-label"), .for("\(self.id)-amount")) { Texts.amount(self.language) }
                Tag.input.element(
                    [
                        .type("text"), .class("number"), .attribute("inputmode", "decimal"),
                        .attribute("autocomplete", "off"), .value(self.context.values.value(amount)),
                    ] + self.common(amount, id: "\(self.id)-amount"), .empty)
            }
            Tag.div(.class("part")) {
                Tag.label(.class("part-label"), .for("\(self.id)-currency")) { Texts.currency(self.language) }
                Tag.select.element(
                    self.common(currency, id: "\(self.id)-currency"),
                    self.options(self.currencies, current: current.isEmpty ? "CNY" : current, blank: nil))
            }
        }
    }

    private var currencies: [(value: String, label: String)] {
        CodeLists.currencies.entries.map { ($0.code, "\($0.code) \($0.text(self.language))") }
    }

    /// A list that opens when there are few choices, suggestions while typing when there are many.
    var reference: HTML {
        guard let choices = self.context.choices(at: self.path) else { return self.input() }
        let current = self.context.values.value(self.path)
        let offers = choices.offered(for: current.trimmed)
        guard self.usesSuggestions else {
            return .group([self.select(choices.map { ($0.value, $0.label) }), self.offers(offers)])
        }
        let shown = choices.first { $0.value == current }?.label ?? current
        return .group([
            Tag.input.element(
                [
                    .type("text"), .value(shown), .attribute("autocomplete", "off"),
                    .attribute("list", self.suggestionsID),
                ] + self.common(self.path, id: self.id), .empty),
            // All rows of a list share the suggestions of the first.
            (self.row ?? 0) > 0
                ? .empty
                : Tag.datalist(.id(self.suggestionsID)) {
                    for choice in choices { Tag.option(.value(choice.label)) }
                },
            self.offers(offers),
        ])
    }

    /// What was found for a text that means no record: sent after the text, so that what is chosen here counts.
    ///
    /// The only one is chosen already, and taken when the form is sent again: by then a person has seen it.
    private func offers(_ found: [FormChoice]) -> HTML {
        guard !found.isEmpty else { return .empty }
        return Tag.div(.class("offers"), .role("radiogroup"), .ariaLabel(Texts.offers(self.language))) {
            for (index, choice) in found.enumerated() {
                self.offer(choice.value, choice.label, index: index, isChosen: found.count == 1)
            }
            self.offer("", Texts.noOffer(self.language), index: found.count, isChosen: found.count > 1)
        }
    }

    private func offer(_ value: String, _ text: String, index: Int, isChosen: Bool) -> HTML {
        let id = "\(self.id)-offer-\(index)"
        return Tag.label(.class("check"), .for(id)) {
            Tag.input(.type("radio"), .name(self.path), .id(id), .value(value), .flag("checked", isChosen))
            Tag.span { text }
        }
    }

    private var suggestionsID: String {
        let names = self.path.split(separator: ".").filter { Int($0) == nil }
        return "\(self.context.prefix)-suggestions-\(names.joined(separator: "-"))"
    }
}
