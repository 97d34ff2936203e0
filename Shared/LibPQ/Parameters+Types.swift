extension Parameters {
    /// The types announced with the values.
    public var types: [OID] {
        self.entries.map { OID(rawValue: $0.oid) }
    }

    /// Whether the values have exactly these types; allocates nothing.
    public func hasTypes(_ types: [OID]) -> Bool {
        guard types.count == self.entries.count else { return false }
        for index in types.indices where types[index].rawValue != self.entries[index].oid { return false }
        return true
    }
}

extension Parameters {
    /// Throws `encoding` if the values cannot be sent, before anything has been.
    public func requireSendable() throws(DatabaseError) {
        try self.validate()
    }
}
