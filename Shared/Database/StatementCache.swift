import LibPQ

/// Which statements one connection has prepared, and which are about to deserve it.
///
/// No effects.
struct StatementCache {
    enum Plan: Equatable {
        /// Send the text with the values.
        case unnamed
        /// Prepare under this name first.
        case prepare(String)
        /// Prepared already.
        case prepared(String)
    }

    private struct Entry {
        var uses: Int
        var lastUse: UInt64
        var name: String?
        var types: [OID]
    }

    private let capacity: Int
    private let threshold: Int
    private var entries: [String: Entry] = [:]
    private var clock: UInt64 = 0
    private var serial = 0
    /// Names the server still knows and nobody will use again.
    private(set) var obsolete: [String] = []

    init(capacity: Int, threshold: Int) {
        self.capacity = capacity
        self.threshold = threshold
    }

    mutating func plan(for text: String, _ parameters: Parameters) -> Plan {
        guard self.capacity > 0 else { return .unnamed }
        self.clock += 1
        guard let index = self.entries.index(forKey: text) else {
            self.makeRoom()
            self.entries[text] = Entry(uses: 1, lastUse: self.clock, name: nil, types: [])
            return self.threshold <= 1 ? .prepare(self.nextName()) : .unnamed
        }
        self.entries.values[index].uses += 1
        self.entries.values[index].lastUse = self.clock
        if let name = self.entries.values[index].name {
            // The same text with other types would be another plan; rare enough to go unprepared.
            return parameters.hasTypes(self.entries.values[index].types) ? .prepared(name) : .unnamed
        }
        return self.entries.values[index].uses >= self.threshold ? .prepare(self.nextName()) : .unnamed
    }

    /// The server has prepared the statement.
    mutating func didPrepare(_ text: String, as name: String, types: [OID]) {
        self.entries[text]?.name = name
        self.entries[text]?.types = types
    }

    /// The server's copy is stale or gone; the statement has to earn its place again.
    mutating func forget(_ text: String) {
        if let name = self.entries.removeValue(forKey: text)?.name { self.obsolete.append(name) }
    }

    /// The server never prepared it after all, so there is nothing to deallocate.
    mutating func disown(_ text: String) {
        self.entries.removeValue(forKey: text)
    }

    /// The server has dropped everything.
    mutating func removeAll() {
        self.entries.removeAll(keepingCapacity: true)
        self.obsolete.removeAll()
    }

    /// A script whose parts are not looked at has run.
    ///
    /// The server replans by itself; only a script that may have dropped prepared statements matters, and naming them
    /// in vain does no harm.
    mutating func invalidate(after script: String) {
        let words = script.uppercased()
        if words.contains("DISCARD") || words.contains("DEALLOCATE") {
            self.removeAll()
        }
    }

    mutating func takeObsolete() -> [String] {
        defer { self.obsolete.removeAll() }
        return self.obsolete
    }

    private mutating func nextName() -> String {
        self.serial += 1
        return "s\(self.serial)"
    }

    private mutating func makeRoom() {
        guard self.entries.count >= self.capacity else { return }
        // A scan, but only for a statement never seen before on a connection that has seen hundreds.
        guard let oldest = self.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        self.forget(oldest.key)
    }
}
