import Model

/// Where a page ended: the value of the ordering column and the id of its last record.
///
/// Paging by value and not by offset, so that a record inserted or removed meanwhile neither repeats nor hides another
/// one, and page 1,000 costs what page 1 costs.
struct Cursor: Sendable {
    let value: String?
    let id: String

    init(value: String?, id: String) {
        self.value = value
        self.id = id
    }

    /// Reads the opaque text of a cursor; nil when it is none of ours.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text),
            let json = try? JSON(parsing: bytes),
            case .array(let parts) = json, parts.count == 2,
            let id = parts[1].stringValue, RecordID(id) != nil
        else { return nil }
        switch parts[0] {
        case .null: self.value = nil
        case .string(let value): self.value = value
        default: return nil
        }
        self.id = id
    }

    /// The cursor as one opaque word.
    var text: String {
        Base64URL.encode(JSON.array([self.value.map(JSON.string) ?? .null, .string(self.id)]).bytes)
    }
}
