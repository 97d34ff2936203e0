/// A page: a value that is rendered inside a frame.
public protocol Page: Sendable {
    /// The page's title in the window, without the product's name.
    func title(in frame: PageFrame) -> String
    /// What stands in the main part.
    func content(in frame: PageFrame) -> HTML
    /// How the main part is laid out.
    var layout: PageLayout { get }
}

/// How the main part of a page is laid out.
public enum PageLayout: Sendable {
    /// The whole width, for lists.
    case wide
    /// A readable width, for forms and texts.
    case narrow
    /// In the middle and without navigation, for signing in.
    case alone
}

extension Page {
    /// The whole width.
    public var layout: PageLayout { .wide }

    /// The whole document in UTF-8.
    public func render(in frame: PageFrame) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 * 1024)
        bytes.append("<!doctype html>\n")
        frame.document(of: self).write(into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
