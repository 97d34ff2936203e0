extension String {
    /// The text with the wide digits and signs of Chinese keyboards as ASCII: `２０２４－０９－０１`.
    public var halfWidth: String {
        var result = String.UnicodeScalarView()
        for scalar in self.unicodeScalars {
            if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
                result.append(narrow)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// A number without its thousands separators: `1234.50` for `1,234.50`.
    ///
    /// Commas anywhere else stay, so that `1,5` is reported and not read as fifteen.
    public var plainNumber: String {
        let text = self.halfWidth
        guard text.contains(",") else { return text }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            (1...4).contains(groups[0].utf8.count) && !groups[0].isEmpty
            && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
        guard isGrouped else { return text }
        return groups.joined() + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// Browsers send line breaks as CR LF (HTML Living Standard, 4.10.21.4); records hold LF.
    public var withoutCarriageReturns: String {
        String(self.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    }
}
