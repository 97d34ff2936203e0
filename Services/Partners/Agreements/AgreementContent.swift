import Crypto
import FoundationEssentials
import Model

/// What the parties of an agreement approve, apart from everything that may change without them.
///
/// The hash is taken over a fixed projection in canonical JSON (the rules of RFC 8785, numbers as decimals), not over a
/// document: no technical ids, no names of persons, no order where order means nothing. A field that is absent and a
/// list that is empty are the same. Test vectors are in the tests.
struct AgreementContent: Equatable {
    /// The content fields, complete enough to bring the content back.
    let object: JSONObject

    /// Takes the content out of a record.
    init(of record: Record) {
        var object = JSONObject()
        for field in Agreement.contentFields {
            guard let value = record.object[field.name], !value.isEmptyList else { continue }
            object[field.name] = value
        }
        if case .array(let parties)? = object[Agreement.parties.name] {
            object[Agreement.parties.name] = .array(parties.map(Self.withoutAttributes))
        }
        self.object = object
    }

    /// Reads what a version has kept.
    init(text: String) throws {
        guard case .object(let object) = try JSON(parsing: text) else {
            throw ValidationError("/content", .type, .contentUnreadable)
        }
        self.object = object
    }

    /// The text that a version keeps.
    var text: String { JSON.object(self.object).description }

    /// The parties.
    var parties: [Record] { Record(self.object)[Agreement.parties] ?? [] }

    /// The conditions.
    var conditions: [Record] { Record(self.object)[Agreement.conditions] ?? [] }

    /// The parties with their numbers, in the order of these.
    var numberedParties: [(number: Int64, party: Record)] {
        self.parties.compactMap { party in party[Agreement.Party.number].map { ($0, party) } }
            .sorted { $0.number < $1.number }
    }

    /// The numbers of the parties.
    var partyNumbers: [Int64] { self.numberedParties.map(\.number) }

    /// Members of a party that nobody has to approve.
    static let attributes = [
        Agreement.Party.signatory.name, Agreement.Party.signedOn.name, Agreement.Party.partnerCode.name,
    ]

    private static func withoutAttributes(_ party: JSON) -> JSON {
        guard case .object(var object) = party else { return party }
        for name in Self.attributes { object[name] = nil }
        return .object(object)
    }

    // MARK: The hash

    /// SHA-256 of the canonical projection in lower-case hexadecimal.
    var hash: String {
        let digits = Array("0123456789abcdef")
        return String(
            SHA256.hash(data: self.projection.canonicalBytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// What is hashed; the first member names these rules, so that others may follow one day.
    var projection: JSON {
        var result = JSONObject()
        result["rules"] = .string("agreement-content/1")
        for field in Agreement.contentFields {
            guard let value = self.object[field.name] else { continue }
            result[field.name] = Self.project(value, field)
        }
        return .object(result)
    }

    private static func project(_ value: JSON, _ field: FieldSpec) -> JSON {
        guard case .array(let elements) = value else { return value }
        switch field.name {
        case Agreement.parties.name:
            return .array(elements.map { Self.entry($0, leavingOut: Self.technical) }.sortedCanonically)
        default:
            return .array(elements.map { Self.entry($0, leavingOut: []) }.sortedCanonically)
        }
    }

    /// A party is known by its frozen identity, never by an id of this database.
    private static let technical = [Agreement.Party.institution.name, Agreement.Party.unit.name] + Self.attributes

    private static func entry(_ value: JSON, leavingOut: [String]) -> JSON {
        guard case .object(let object) = value else { return value }
        var result = JSONObject()
        for member in object where !leavingOut.contains(member.key) && !member.value.isEmptyList {
            if case .array(let elements) = member.value {
                result[member.key] = .array(elements.sortedCanonically)
            } else {
                result[member.key] = member.value
            }
        }
        return .object(result)
    }
}

extension JSON {
    fileprivate var isEmptyList: Bool { self == .array([]) }
}

extension [JSON] {
    fileprivate var sortedCanonically: [JSON] {
        self.map { ($0, $0.canonicalBytes) }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    }
}

extension Label {
    static let contentUnreadable = Label(zh: "版本内容无法读取", en: "The content of the version cannot be read")
}
