import Model

extension BinaryInteger {
    /// The number with thousands separated by commas.
    var grouped: String {
        FixedDecimal(scaled: Int64(clamping: self), scale: 0).grouped
    }
}

extension String {
    /// The text as it stands inside an English sentence, unless it starts with an abbreviation.
    var lowercasedInitial: String {
        guard let first = self.first, let second = self.dropFirst().first, second.isLowercase || second == " " else {
            return self
        }
        return first.lowercased() + self.dropFirst()
    }
}
