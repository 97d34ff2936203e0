/// The members of a JSON object: ordered as written, looked up by key.
///
/// Small objects, which nearly all are, are searched one member after the other; from 16 members on an index is kept.
/// Two objects are equal when they have the same members, in whatever order. Keys follow `String` equality, so two
/// spellings of one text (composed and decomposed accents) are one key.
public struct JSONObject: Sendable {
    /// One name and its value.
    public struct Member: Sendable, Hashable {
        /// The member's name.
        public let key: String
        /// The member's value.
        public var value: JSON

        /// Pairs a name with a value.
        public init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    static let indexThreshold = 16

    /// The members in the order in which they were written.
    public private(set) var members: [Member]
    private var index: [String: Int]?

    /// Makes an empty object.
    public init() {
        self.members = []
        self.index = nil
    }

    /// Makes an empty object with room for `minimumCapacity` members.
    public init(minimumCapacity: Int) {
        self.init()
        self.members.reserveCapacity(minimumCapacity)
    }

    /// Makes an object of names and values; of a name that is given twice the last value counts.
    public init(_ members: [(String, JSON)]) {
        self.init(minimumCapacity: members.count)
        for (key, value) in members { self[key] = value }
    }

    /// Takes members whose keys are already known to be distinct, so that nothing is compared twice.
    init(distinctMembers: [Member], index: [String: Int]?) {
        self.members = distinctMembers
        self.index = index
    }

    /// The number of members.
    public var count: Int { self.members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { self.members.isEmpty }

    /// The names of the members, in order.
    public var keys: [String] { self.members.map(\.key) }

    /// The value under `key`.
    ///
    /// Setting appends a new member or replaces in place; setting nil removes.
    public subscript(key: String) -> JSON? {
        get {
            guard let position = self.position(of: key) else { return nil }
            return self.members[position].value
        }
        set {
            switch (self.position(of: key), newValue) {
            case (let position?, let value?): self.members[position].value = value
            case (let position?, nil): self.remove(at: position)
            case (nil, let value?): self.append(key: key, value: value)
            case (nil, nil): break
            }
        }
    }

    /// Where `key` stands among `members`.
    public func position(of key: String) -> Int? {
        if let index = self.index { return index[key] }
        return self.members.firstIndex { $0.key == key }
    }

    private mutating func append(key: String, value: JSON) {
        self.members.append(Member(key: key, value: value))
        if self.index != nil {
            self.index?[key] = self.members.count - 1
        } else if self.members.count >= Self.indexThreshold {
            self.rebuildIndex()
        }
    }

    private mutating func remove(at position: Int) {
        self.members.remove(at: position)
        if self.index != nil { self.rebuildIndex() }
    }

    private mutating func rebuildIndex() {
        var index = [String: Int](minimumCapacity: self.members.count * 2)
        for (position, member) in self.members.enumerated() {
            index[member.key] = position
        }
        self.index = index
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in whatever order.
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        guard lhs.count == rhs.count else { return false }
        if lhs.members == rhs.members { return true }
        return lhs.members.allSatisfy { rhs[$0.key] == $0.value }
    }

    /// Hashes the members without regard to their order.
    public func hash(into hasher: inout Hasher) {
        var mixed = 0
        for member in self.members {
            mixed ^= member.hashValue
        }
        hasher.combine(self.count)
        hasher.combine(mixed)
    }
}

extension JSONObject: Sequence {
    /// Walks the members in order.
    public func makeIterator() -> IndexingIterator<[Member]> {
        self.members.makeIterator()
    }
}
