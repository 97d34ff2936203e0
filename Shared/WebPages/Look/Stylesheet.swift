/// The one stylesheet, in parts.
enum Stylesheet {
    static let text = ""
}
