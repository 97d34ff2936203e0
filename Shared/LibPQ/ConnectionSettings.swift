import CLibPQ

/// libpq's connection parameters, by keyword.
///
/// Always handed over as separate keywords and values: a string put together by hand is an injection.
public struct ConnectionSettings: Sendable {
    private var pairs: [(keyword: String, value: String)] = []

    /// Reads a conninfo string or a `postgresql://` address, by libpq's own rules.
    ///
    /// The text may hold a password, so the error says nothing of it.
    public init(parsing text: String) throws(DatabaseError) {
        guard !text.utf8.contains(0) else {
            throw DatabaseError(.usage, "the connection string contains NUL")
        }
        guard let options = PQconninfoParse(text, nil) else {
            throw DatabaseError(
                .usage, "the connection string is neither a conninfo string nor a postgresql:// address")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                self.pairs.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
    }

    /// The value of a keyword, such as `host`; nil removes it.
    public subscript(keyword: String) -> String? {
        get { self.pairs.first { $0.keyword == keyword }?.value }
        set {
            self.pairs.removeAll { $0.keyword == keyword }
            if let newValue { self.pairs.append((keyword, newValue)) }
        }
    }

    /// Sets a keyword the text left out; one that it gave stays.
    public mutating func setDefault(_ keyword: String, _ value: String) {
        if self[keyword] == nil { self[keyword] = value }
    }

    /// Adds `-c name=value` to the options sent at start-up.
    public mutating func addOption(_ name: String, _ value: String) {
        var option = "-c \(name)="
        for character in value {
            // Only spaces and backslashes have a meaning to the server here.
            if character.isWhitespace || character == "\\" { option.append("\\") }
            option.append(character)
        }
        self["options"] = self["options"].map { "\($0) \(option)" } ?? option
    }

    /// Whether any keyword or value holds a NUL, which C would cut at.
    var isMalformed: Bool {
        self.pairs.contains { $0.keyword.utf8.contains(0) || $0.value.utf8.contains(0) }
    }

    /// Starts connecting.
    ///
    /// Blocks while names are resolved.
    func start() -> OpaquePointer? {
        var bytes: [CChar] = []
        var offsets: [Int] = []
        for text in self.pairs.flatMap({ [$0.keyword, $0.value] }) {
            offsets.append(bytes.count)
            bytes.append(contentsOf: text.utf8CString)
        }
        return bytes.withUnsafeBufferPointer { bytes in
            let pointers = offsets.map { offset in bytes.baseAddress.map { $0 + offset } }
            let keywords = stride(from: 0, to: pointers.count, by: 2).map { pointers[$0] } + [nil]
            let values = stride(from: 1, to: pointers.count, by: 2).map { pointers[$0] } + [nil]
            return PQconnectStartParams(keywords, values, 0)
        }
    }
}

extension ConnectionSettings {
    /// All of it as a conninfo string, the password included.
    public var conninfo: String {
        self.pairs.map { keyword, value in
            var quoted = "\(keyword)='"
            for character in value {
                if character == "'" || character == "\\" { quoted.append("\\") }
                quoted.append(character)
            }
            return quoted + "'"
        }
        .joined(separator: " ")
    }
}
