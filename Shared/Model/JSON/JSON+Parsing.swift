extension JSON {
    /// How deep arrays and objects may be nested unless the caller says otherwise.
    public static let defaultMaximumDepth = 64

    /// Parses one document, strictly (RFC 8259).
    ///
    /// Refused besides what the grammar forbids: duplicate keys, invalid UTF-8, a byte order mark, U+0000, lone
    /// surrogates, anything after the value, and nesting deeper than `maximumDepth`.
    ///
    /// - Parameter acceptsNull: takes an escaped U+0000, which is well-formed JSON. Only for what is held against
    ///   declarations afterwards, which name the field that holds it: PostgreSQL cannot store it in text.
    public init(
        parsing bytes: UnsafeRawBufferPointer,
        maximumDepth: Int = Self.defaultMaximumDepth,
        acceptsNull: Bool = false,
    ) throws(JSONSyntaxError) {
        let bound = bytes.assumingMemoryBound(to: UInt8.self)
        guard var parser = JSONParser(bytes: bound, maximumDepth: maximumDepth, acceptsNull: acceptsNull) else {
            throw JSONSyntaxError(.unexpectedEnd, line: 1, column: 1, offset: 0)
        }
        self = try parser.parseDocument()
    }

    /// Parses one document held in an array of bytes.
    public init(
        parsing bytes: [UInt8], maximumDepth: Int = Self.defaultMaximumDepth, acceptsNull: Bool = false,
    ) throws(JSONSyntaxError) {
        let result = bytes.withUnsafeBytes { raw -> Result<JSON, JSONSyntaxError> in
            do throws(JSONSyntaxError) {
                return .success(try JSON(parsing: raw, maximumDepth: maximumDepth, acceptsNull: acceptsNull))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// Parses one document held in a string.
    public init(parsing text: String, maximumDepth: Int = Self.defaultMaximumDepth) throws(JSONSyntaxError) {
        var text = text
        let result = text.withUTF8 { bytes -> Result<JSON, JSONSyntaxError> in
            do throws(JSONSyntaxError) {
                return .success(try JSON(parsing: UnsafeRawBufferPointer(bytes), maximumDepth: maximumDepth))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}
