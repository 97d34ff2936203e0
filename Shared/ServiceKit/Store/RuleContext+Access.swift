public import Model

/// What the one who asks may do and may be told: rules look into the records of all units, people do not.
extension RuleContext {
    /// Whether the one who asks may read a record.
    public func mayRead(_ record: Record, of resource: Resource) -> Bool {
        self.actor.access.mayRead(record, of: resource)
    }

    /// Whether the one who asks may read a unit's records of a type, whatever else is in them.
    private func mayRead(_ resource: Resource, of unit: String?) -> Bool {
        self.actor.access.mayRead(unit: unit, isOpen: resource.audience.includesEveryone(for: Record()))
    }

    /// A record that a change reaches beyond its own one, which takes the right to edit both.
    ///
    /// A record that may not be read is refused in the words for one that does not exist.
    ///
    /// - Parameters:
    ///   - pointer: where the reference stands, as a JSON pointer.
    ///   - missing: what is said of a record that does not exist; the table's own words when left out.
    /// - Throws: ``ValidationError`` at that place.
    @discardableResult
    public func requireEditable(
        _ record: Record?, of resource: Resource, at pointer: String, missing: Label? = nil,
    ) throws(ValidationError) -> Record {
        guard let record, self.mayRead(record, of: resource) else {
            throw ValidationError(pointer, .reference, missing ?? .noSuchRecord)
        }
        let unit = record.unit ?? ""
        guard self.actor.access.allows(.editor, in: unit) else {
            throw ValidationError(pointer, .forbidden, .lacksRole(.editor, unit))
        }
        return record
    }

    /// What to call a record to the one who asks: by its name, or only as one of another unit.
    public func name(_ name: String, of resource: Resource, in unit: String?) -> Label {
        self.name(Label(zh: name, en: name), of: resource, in: unit)
    }

    /// The same of a name in both languages.
    public func name(_ name: Label, of resource: Resource, in unit: String?) -> Label {
        self.mayRead(resource, of: unit) ? name : .recordOfAnotherUnit
    }

    /// What to call several records to the one who asks: by name those that may be read, the others together.
    public func name(_ records: [(name: String, unit: String?)], of resource: Resource) -> Label {
        var names: [Label] = []
        for record in records {
            let name = self.name(record.name, of: resource, in: record.unit)
            if !names.contains(name) { names.append(name) }
        }
        return .list(names)
    }
}

extension Issue.Rule {
    /// The record that is referred to may be read, but the change needs the right to edit it.
    public static let forbidden = Issue.Rule(rawValue: "forbidden")
}

extension Label {
    /// Why the one who asks may not do something.
    public static func lacksRole(_ role: Role, _ unit: String) -> Label {
        Label(
            zh: "在单位“\(unit)”没有“\(role.label.zh)”权限", en: "You are not \(role.label.en) in the unit \(unit)")
    }

    /// What a record is called to those who may not read it.
    public static let recordOfAnotherUnit = Label(zh: "另一单位的记录", en: "a record of another unit")
}
