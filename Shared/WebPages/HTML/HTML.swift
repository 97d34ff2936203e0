/// A piece of a page: text, elements, or several of them.
///
/// Nothing in it is markup until it is rendered, and then everything that is not an element of ours is escaped. So no
/// text that a person typed can become an element or an attribute, wherever it stands.
public enum HTML: Sendable {
    /// Nothing.
    case empty
    /// Text for reading. Markup is escaped; invisible controls and direction overrides are shown as U+FFFD.
    case text(String)
    /// Text for editing, inside a text area: as it was typed, only escaped.
    case typed(String)
    /// Markup written in this program. A `StaticString` cannot be made at run time, so data never gets here.
    case raw(StaticString)
    /// Several pieces, one after the other.
    case group([HTML])
    /// An element.
    case element(Tag, [Attribute], [HTML])
}

extension HTML: ExpressibleByStringLiteral {
    /// Makes text.
    public init(stringLiteral value: String) {
        self = .text(value)
    }
}

extension HTML {
    /// Whether nothing would be rendered.
    public var isEmpty: Bool {
        switch self {
        case .empty: true
        case .text(let text), .typed(let text): text.isEmpty
        case .raw(let text): text.utf8CodeUnitCount == 0
        case .group(let parts): parts.allSatisfy(\.isEmpty)
        case .element: false
        }
    }
}
