/// An attribute of an element.
///
/// Names are written in this program; there is no way to make an event handler or a `style` from data, and none of the
/// pages has one, so the content security policy can forbid both.
public struct Attribute: Sendable {
    let name: StaticString
    let value: Value

    enum Value: Sendable {
        case text(String)
        case typed(String)
        case flag
    }

    private init(_ name: StaticString, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// Any attribute with a text for reading.
    public static func attribute(_ name: StaticString, _ text: String) -> Attribute {
        Attribute(name, .text(text))
    }

    /// An attribute that is there or not: `checked`, `selected`.
    public static func flag(_ name: StaticString, _ isSet: Bool = true) -> Attribute? {
        isSet ? Attribute(name, .flag) : nil
    }

    /// An attribute that holds an address; nil, so that it is left out, when the address is none that a page may name.
    public static func address(_ name: StaticString, _ address: String) -> Attribute? {
        WebAddress.isAllowed(address) ? Attribute(name, .text(address)) : nil
    }

    /// What a person typed, given back exactly.
    public static func value(_ text: String) -> Attribute { Attribute("value", .typed(text)) }
}

extension Attribute {
    /// Where a link leads.
    public static func href(_ address: String) -> Attribute? { .address("href", address) }
    /// Where a picture is.
    public static func src(_ address: String) -> Attribute? { .address("src", address) }
    /// Where a form is sent.
    public static func action(_ address: String) -> Attribute? { .address("action", address) }
    /// Class names of the stylesheet.
    public static func `class`(_ names: String) -> Attribute { .attribute("class", names) }
    /// The element's id, unique on its page.
    public static func id(_ id: String) -> Attribute { .attribute("id", id) }
    /// The control that a label names.
    public static func `for`(_ id: String) -> Attribute { .attribute("for", id) }
    /// The name under which a control is sent.
    public static func name(_ name: String) -> Attribute { .attribute("name", name) }
    /// The type of a control.
    public static func type(_ type: String) -> Attribute { .attribute("type", type) }
    /// The language of the content.
    public static func lang(_ language: String) -> Attribute { .attribute("lang", language) }
    /// The role for assistive technology.
    public static func role(_ role: String) -> Attribute { .attribute("role", role) }
    /// A name for assistive technology where none is visible.
    public static func ariaLabel(_ text: String) -> Attribute { .attribute("aria-label", text) }
    /// Hidden from assistive technology, because something else says the same.
    public static var ariaHidden: Attribute { .attribute("aria-hidden", "true") }
    /// The current one of a set: `page`, `true`.
    public static func ariaCurrent(_ isCurrent: Bool) -> Attribute? {
        isCurrent ? .attribute("aria-current", "page") : nil
    }
    /// The ids of what describes the control; nil when nothing does.
    public static func ariaDescribedBy(_ ids: [String]) -> Attribute? {
        ids.isEmpty ? nil : .attribute("aria-describedby", ids.joined(separator: " "))
    }
}
