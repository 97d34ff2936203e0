import FoundationEssentials

extension DataFolder {
    /// The key by which secrets in this installation's database are encrypted, in base64; made where there is none.
    ///
    /// Without this file what it has encrypted is lost, so it belongs into every backup, apart from the database.
    ///
    /// - Throws: ``CommandError`` when it can be neither read nor made.
    public func secretKey() throws -> String {
        if FileManager.default.fileExists(atPath: self.secretKeyFile) {
            guard let text = try? String(contentsOfFile: self.secretKeyFile, encoding: .utf8) else {
                throw CommandError(.failed, "The key file \(self.secretKeyFile) cannot be read.")
            }
            return text.split(whereSeparator: \.isWhitespace).joined(separator: ",")
        }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = Data(bytes).base64EncodedString()
        try self.make()
        try PrivateFile.write(text + "\n", to: self.secretKeyFile)
        return text
    }
}
