extension JSONWriter {
    /// Writes a whole value.
    public mutating func value(_ value: JSON) {
        switch value {
        case .null: self.null()
        case .bool(let value): self.bool(value)
        case .integer(let value): self.integer(value)
        case .number(let literal): self.number(literal: literal)
        case .string(let value): self.string(value)
        case .array(let elements):
            self.beginArray()
            for element in elements {
                self.value(element)
            }
            self.endArray()
        case .object(let object):
            self.beginObject()
            for member in object.members {
                self.key(member.key)
                self.value(member.value)
            }
            self.endObject()
        }
    }

    /// Writes a member with a string, or nothing when there is none.
    public mutating func member(_ key: String, _ value: String?) {
        guard let value else { return }
        self.key(key)
        self.string(value)
    }

    /// Writes a member with an integer, or nothing when there is none.
    public mutating func member(_ key: String, _ value: Int?) {
        guard let value else { return }
        self.key(key)
        self.integer(value)
    }

    /// Writes a member with an integer, or nothing when there is none.
    public mutating func member(_ key: String, _ value: Int64?) {
        guard let value else { return }
        self.key(key)
        self.integer(value)
    }

    /// Writes a member with a truth value, or nothing when there is none.
    public mutating func member(_ key: String, _ value: Bool?) {
        guard let value else { return }
        self.key(key)
        self.bool(value)
    }

    /// Writes a member with a date, an id or the like, or nothing when there is none.
    public mutating func member(_ key: String, _ value: (some TextValue)?) {
        guard let value else { return }
        self.key(key)
        self.string(value)
    }

    /// Writes a member with a whole value.
    public mutating func member(_ key: String, _ value: JSON) {
        self.key(key)
        self.value(value)
    }
}
