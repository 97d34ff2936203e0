import FoundationEssentials

/// A cursor's spelling of a text.
func base64(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().filter { $0 != "=" }
        .split(separator: "+", omittingEmptySubsequences: false).joined(separator: "-")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "_")
}
