/// The members of the object that is being read, refusing a key that was there before.
struct DistinctMembers {
    private var members: [JSONObject.Member] = []
    private var index: [String: Int]?

    init() {
        self.members.reserveCapacity(8)
    }

    /// Whether `key` is new.
    ///
    /// The index that makes large objects linear is built when it begins to pay.
    @inline(__always)
    mutating func reserve(_ key: String) -> Bool {
        if self.index != nil {
            return self.index?.updateValue(self.members.count, forKey: key) == nil
        }
        for member in self.members where member.key == key {
            return false
        }
        if self.members.count + 1 >= JSONObject.indexThreshold {
            self.buildIndex(including: key)
        }
        return true
    }

    @inline(__always)
    mutating func append(_ value: JSON, under key: String) {
        self.members.append(JSONObject.Member(key: key, value: value))
    }

    var object: JSONObject {
        JSONObject(distinctMembers: self.members, index: self.index)
    }

    private mutating func buildIndex(including key: String) {
        var index = [String: Int](minimumCapacity: JSONObject.indexThreshold * 2)
        for (position, member) in self.members.enumerated() {
            index[member.key] = position
        }
        index[key] = self.members.count
        self.index = index
    }
}
