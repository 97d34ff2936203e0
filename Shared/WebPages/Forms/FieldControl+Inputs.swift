import Model

extension FieldControl {
    var inputs: HTML {
        switch self.field.kind {
        case .text(let max, .paragraphs):
            return self.textArea(rows: max > 2000 ? 7 : 4)
        case .text where self.context.choices(at: self.path) != nil:
            return self.reference
        case .text where self.field.isTime:
            return self.timeInput
        case .text(_, let format):
            return self.input(type: format.inputType)
        case .code(let list):
            return self.select(list.entries(in: self.language).map { ($0.code, $0.text(self.language)) })
        case .codes(let list):
            return self.checkboxes(list)
        case .localized:
            return Tag.div(.class("pair")) {
                self.part("zh", Texts.chinese, lang: "zh-CN")
                self.part("en", Texts.english, lang: "en")
            }
        case .integer:
            // A number that stands for something is chosen by what it stands for.
            if let choices = self.context.choices(at: self.path) {
                return self.select(choices.map { ($0.value, $0.label) })
            }
            return self.input(mode: "numeric", size: "number")
        case .decimal:
            return self.input(mode: "decimal", size: "number")
        case .boolean:
            return self.field.isRequired ? self.checkbox : self.select(self.answers)
        case .date:
            return self.dateInput(self.path, id: self.id, label: nil)
        case .period:
            return Tag.div(.class("pair")) {
                self.dateInput("\(self.path).first", id: "\(self.id)-first", label: Texts.firstDay)
                self.dateInput("\(self.path).last", id: "\(self.id)-last", label: Texts.lastDay)
            }
        case .money:
            return self.money
        case .reference:
            return self.reference
        case .items(let fields):
            return RowsControl(field: self.field, items: fields, path: self.path, context: self.context).html
        }
    }

    private var answers: [(String, String)] {
        [("true", Texts.yes(self.language)), ("false", Texts.no(self.language))]
    }

    /// What every control carries: its name, its id, and whether it is wrong or required.
    func common(_ name: String, id: String) -> [Attribute?] {
        [
            .name(name), .id(id), self.field.isRequired ? .attribute("aria-required", "true") : nil,
            self.messages.isEmpty ? nil : .attribute("aria-invalid", "true"),
            .ariaDescribedBy(self.describedBy),
        ]
    }

    func input(type: String = "text", mode: String? = nil, size: String? = nil) -> HTML {
        Tag.input.element(
            [
                .type(type), size.map { .class($0) }, mode.map { .attribute("inputmode", $0) },
                .value(self.context.values.value(self.path)), .attribute("autocomplete", "off"),
            ] + self.common(self.path, id: self.id), .empty)
    }

    private func textArea(rows: Int) -> HTML {
        // A line break right after the start tag is dropped by browsers, so one is given away (HTML, 13.1.2.5).
        Tag.textarea.element(
            [.attribute("rows", String(rows))] + self.common(self.path, id: self.id),
            .typed("\n" + self.context.values.value(self.path)))
    }

    func select(_ options: [(value: String, label: String)]) -> HTML {
        let current = self.context.values.value(self.path)
        return Tag.select.element(
            self.common(self.path, id: self.id),
            self.options(options, current: current, blank: Texts.choose(self.language)))
    }

    /// The options; a value that is none of them is kept as one more, so that nothing typed is lost.
    func options(_ options: [(value: String, label: String)], current: String, blank: String?) -> HTML {
        .group([
            blank.map { text in Tag.option(.value("")) { text } } ?? .empty,
            current.isEmpty || options.contains { $0.value == current }
                ? .empty : Tag.option(.value(current), .flag("selected")) { current },
            .group(
                options.map { option in
                    Tag.option(.value(option.value), .flag("selected", option.value == current)) { option.label }
                }),
        ])
    }

    private func part(_ name: String, _ label: Label, lang: String) -> HTML {
        let id = "\(self.id)-\(name)"
        return Tag.div(.class("part")) {
            Tag.label(.class("part-label"), .for(id)) { label(self.language) }
            Tag.input.element(
                [
                    .type("text"), .lang(lang), .value(self.context.values.value("\(self.path).\(name)")),
                    .attribute("autocomplete", "off"),
                ] + self.common("\(self.path).\(name)", id: id), .empty)
        }
    }

    private func dateInput(_ name: String, id: String, label: Label?) -> HTML {
        let value = self.context.values.value(name)
        // A date control would swallow what is no date.
        let isDate = value.isEmpty || CalendarDate(value) != nil
        let input = Tag.input.element(
            [.type(isDate ? "date" : "text"), .class("date"), .value(value)] + self.common(name, id: id), .empty)
        guard let label else { return input }
        return Tag.div(.class("part")) {
            Tag.label(.class("part-label"), .for(id)) { label(self.language) }
            input
        }
    }

    /// Names no zone: it means the one in which the page shows times.
    private var timeInput: HTML {
        let value = self.context.values.value(self.path)
        // A control for times would swallow what is none, or what names its zone.
        let isLocal = value.isEmpty || (Instant(value) == nil && Instant(local: value, utcOffsetSeconds: 0) != nil)
        return self.input(type: isLocal ? "datetime-local" : "text", size: "date")
    }

    private var checkbox: HTML {
        Tag.label(.class("check"), .for(self.id)) {
            Tag.input(.type("hidden"), .name(self.path), .value("false"))
            Tag.input.element(
                [
                    .type("checkbox"), .value("true"),
                    .flag("checked", ["true", "on"].contains(self.context.values.value(self.path))),
                ] + self.common(self.path, id: self.id), .empty)
            Tag.span { self.labelText }
        }
    }
}

extension TextFormat {
    fileprivate var inputType: String {
        switch self {
        case .email: "email"
        case .url: "url"
        default: "text"
        }
    }
}
