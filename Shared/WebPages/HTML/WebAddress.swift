/// Which addresses a page may name.
enum WebAddress {
    private static let schemes: Set<String> = ["http", "https", "mailto"]

    /// Whether the address is relative to this site, or absolute with `http`, `https` or `mailto`.
    ///
    /// Browsers drop tabs, line breaks and leading blanks before they look for a scheme and read `\` as `/` (URL Living
    /// Standard, 4.4), so an address with any of those is refused rather than guessed at. `//host` is refused too:
    /// pages of this product have no use for it, and it would lead away from the site.
    static func isAllowed(_ address: String) -> Bool {
        for byte in address.utf8 where byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") {
            return false
        }
        if address.hasPrefix("//") { return false }
        let head = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let colon = head.firstIndex(of: ":") else { return true }
        return self.schemes.contains(head[..<colon].lowercased())
    }

    /// Whether the address is absolute, so that it leads away from this site.
    static func isExternal(_ address: String) -> Bool {
        address.hasPrefix("http://") || address.hasPrefix("https://")
    }
}
