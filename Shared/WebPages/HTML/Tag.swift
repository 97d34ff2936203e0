/// An element's name, and the way to write an element: `Tag.p(.class("hint")) { text }`.
public struct Tag: Sendable {
    /// The name, in lower case.
    public let name: StaticString
    /// Whether the element has no content and no end tag (HTML Living Standard, 13.1.2).
    public let isVoid: Bool

    /// Names an element.
    public init(_ name: StaticString, isVoid: Bool = false) {
        self.name = name
        self.isVoid = isVoid
    }

    /// Writes an element with content.
    ///
    /// Attributes that are nil are left out.
    public func callAsFunction(_ attributes: Attribute?..., @HTMLBuilder content: () -> HTML) -> HTML {
        self.element(attributes, content())
    }

    /// Writes an element without content.
    public func callAsFunction(_ attributes: Attribute?...) -> HTML {
        self.element(attributes, .empty)
    }

    /// Writes an element from a list of attributes.
    public func element(_ attributes: [Attribute?], _ content: HTML) -> HTML {
        let children: [HTML]
        switch content {
        case .empty: children = []
        case .group(let pieces): children = pieces
        default: children = [content]
        }
        return .element(self, attributes.compactMap(\.self), children)
    }
}
