/// One field of a record type: everything the rest of the product needs to know of it.
public struct FieldSpec: Sendable {
    /// The name in JSON, in filters and in CSV: lower camel case.
    public let name: String
    /// The column, or the stem of its columns: snake case.
    public let column: String
    /// The field's name for people.
    public let label: Label
    /// A sentence for people who fill the field in.
    public let help: Label?
    /// What a record is to the one that this reference points at; nil when the field's own name says it.
    public let inverse: Inverse?
    /// What the field holds.
    public let kind: FieldKind
    /// How the field is used.
    public let traits: FieldTraits

    /// Creates a field's declaration.
    public init(
        _ name: String,
        _ kind: FieldKind,
        zh: String,
        en: String,
        help: Label? = nil,
        inverse: Inverse? = nil,
        _ traits: FieldTraits = [],
    ) {
        self.name = name
        self.column = name.snakeCased
        self.kind = kind
        self.label = Label(zh: zh, en: en)
        self.help = help
        self.inverse = inverse
        self.traits = traits
    }

    /// Whether a record without this field is refused.
    public var isRequired: Bool { self.traits.contains(.required) }
    /// Whether the value never leaves the service on the bus.
    public var isSensitive: Bool { self.traits.contains(.sensitive) }
    /// Whether only the program sets the value.
    public var isReadOnly: Bool { !self.traits.isDisjoint(with: [.derived, .readOnly]) }
    /// Whether the value is computed when it is read and has no column.
    public var isDerived: Bool { self.traits.contains(.derived) }

    /// The fields of each entry, for a list of groups.
    public var items: [FieldSpec]? {
        if case .items(let fields) = self.kind { fields } else { nil }
    }
}

/// A reference read backwards: what those that refer are called on the page of what they refer to.
public struct Inverse: Sendable, Hashable {
    /// The name of one of them.
    public let one: Label
    /// The name of all of them.
    public let many: Label

    /// Gives both names.
    public init(one: Label, many: Label) {
        self.one = one
        self.many = many
    }
}

/// How a field is used.
public struct FieldTraits: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Creates traits from their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// A record without this field is refused.
    public static let required = FieldTraits(rawValue: 1 << 0)
    /// The value never travels on the bus: passport numbers, contact data, bank details.
    public static let sensitive = FieldTraits(rawValue: 1 << 1)
    /// The value cannot change once the record exists.
    public static let immutable = FieldTraits(rawValue: 1 << 2)
    /// Shown as a column in lists.
    public static let listed = FieldTraits(rawValue: 1 << 3)
    /// Found by the full-text search; a reference, by what the record that it refers to is found by.
    public static let searched = FieldTraits(rawValue: 1 << 4)
    /// Offered as an ordering of lists.
    public static let sortable = FieldTraits(rawValue: 1 << 5)
    /// Offered as a filter beside the list on the page; every field filters in the API.
    public static let filtered = FieldTraits(rawValue: 1 << 6)
    /// Computed when read; has no column.
    ///
    /// The service supplies the expression.
    public static let derived = FieldTraits(rawValue: 1 << 7)
    /// Stored, but set by the program's rules only.
    public static let readOnly = FieldTraits(rawValue: 1 << 8)
    /// The value is the record's title in lists, links and events.
    public static let title = FieldTraits(rawValue: 1 << 9)
    /// Two entries of a list may not carry the same value.
    public static let distinct = FieldTraits(rawValue: 1 << 10)
}

extension String {
    /// `signedOn` as `signed_on`, the spelling of columns.
    public var snakeCased: String {
        var result = ""
        for scalar in self.unicodeScalars {
            if (65...90).contains(scalar.value) {
                result.append("_")
                result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
