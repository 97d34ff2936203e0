import Model

/// Reads the inputs of a form as JSON for validation.
///
/// Nothing is judged here: what is not well-formed stays as it was typed, and validation says what is wrong with it.
struct FormReading {
    /// What may be chosen for references, by the path of the field without row numbers.
    let choices: [String: [FormChoice]]
    /// Whether an emptied input means that the field is to be cleared, as `null` says in a merge patch (RFC 7396).
    let clearing: Bool

    func object(_ node: FormNode, fields: [FieldSpec], path: String = "") -> JSONObject {
        var object = JSONObject()
        for field in fields where !field.isReadOnly {
            guard let input = node.children[field.name] else { continue }
            let name = path.isEmpty ? field.name : "\(path).\(field.name)"
            if let value = self.value(input, field: field, path: name) {
                object[field.name] = value
            } else if self.clearing {
                object[field.name] = .null
            }
        }
        return object
    }

    private func value(_ node: FormNode, field: FieldSpec, path: String) -> JSON? {
        switch field.kind {
        case .text(_, .paragraphs):
            return node.text.map { .string($0.withoutCarriageReturns) }
        case .text where self.choices[path] != nil:
            return node.text.map { .string(self.id(for: $0, path: path)) }
        case .text, .code:
            return node.text.map(JSON.string)
        case .codes:
            let codes = node.values.map(\.trimmed).filter { !$0.isEmpty }
            return codes.isEmpty ? nil : .array(codes.map(JSON.string))
        case .localized:
            return self.members(["zh", "en"]) { node.children[$0]?.text.map(JSON.string) }
        case .integer:
            return node.text.map { text in Int64(text.plainNumber).map(JSON.integer) ?? .string(text) }
        case .decimal(let scale, _):
            return node.text.map { text in
                FixedDecimal(text.plainNumber, scale: scale).map { .number($0.description) } ?? .string(text)
            }
        case .boolean:
            return node.text.map { ["true": true, "on": true, "false": false][$0].map(JSON.bool) ?? .string($0) }
        case .date:
            return node.text.map { .string($0.halfWidth) }
        case .period:
            return self.members(["from", "to"]) { $0 == "from" ? node.firstDay : node.dayAfterLast }
        case .money:
            return self.money(node)
        case .reference:
            return node.text.map { .string(self.id(for: $0, path: path)) }
        case .items(let items):
            let inner = FormReading(choices: self.choices, clearing: false)
            let rows = node.rows.map { JSON.object(inner.object($0, fields: items, path: path)) }
            return rows.isEmpty ? nil : .array(rows)
        }
    }

    /// An object of the members that are given; on a change the others are cleared, and without any there is none.
    private func members(_ names: [String], _ value: (String) -> JSON?) -> JSON? {
        var object = JSONObject()
        var isGiven = false
        for name in names {
            if let member = value(name) {
                isGiven = true
                object[name] = member
            } else if self.clearing {
                object[name] = .null
            }
        }
        return isGiven ? .object(object) : nil
    }

    /// A currency alone is only the preset of the form, so without an amount there is no money.
    private func money(_ node: FormNode) -> JSON? {
        guard let amount = node.children["amount"]?.text else { return nil }
        var object = JSONObject()
        guard let code = node.children["currency"]?.text else {
            object["minor"] = .integer(0)
            return .object(object)
        }
        let money = Currency(code).flatMap { try? Money(parsing: amount.plainNumber, currency: $0) }
        object["minor"] = money.map { .integer($0.minor) } ?? .string(amount)
        object["currency"] = .string(code)
        return .object(object)
    }

    /// The id behind what was chosen from a list or typed; the text itself when nothing is meant by it, or several are.
    private func id(for text: String, path: String) -> String {
        let matches = (self.choices[path] ?? []).meant(by: text)
        return matches.count == 1 ? matches[0].value : text
    }
}

extension FormNode {
    /// What was typed, without white space at its ends; nil when that is nothing.
    fileprivate var text: String? {
        guard let text = self.last?.trimmed, !text.isEmpty else { return nil }
        return text
    }

    fileprivate var firstDay: JSON? {
        self.children["first"]?.text.map { .string($0.halfWidth) }
    }

    fileprivate var dayAfterLast: JSON? {
        guard let text = self.children["last"]?.text?.halfWidth else { return nil }
        return CalendarDate(text)?.adding(days: 1)?.fieldJSON ?? .string(text)
    }
}
