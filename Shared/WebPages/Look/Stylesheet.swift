/// The one stylesheet, in parts.
///
/// The order matters: later parts refine earlier ones, print comes last.
enum Stylesheet {
    static let text = [
        Self.colours, Self.base, Self.frame, Self.controls, Self.forms, Self.rows, Self.tables, Self.lists,
        Self.records,
        Self.pages, Self.administration, Self.webhooks, Self.subscriptions, Self.phone, Self.print,
    ].joined(separator: "\n")
}
