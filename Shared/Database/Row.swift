public import LibPQ

/// One row; a view into its result.
public struct Row: Sendable {
    @usableFromInline let result: PGResult
    @usableFromInline let index: Int

    init(result: PGResult, index: Int) {
        self.result = result
        self.index = index
    }

    /// How many columns there are.
    public var columnCount: Int { self.result.columnCount }

    /// Reads a column, numbered from 0.
    ///
    /// Throws `decoding` with the column's name, its type and the type asked for.
    @inlinable
    public func decode<Value: SQLDecodable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        guard column >= 0, column < self.columnCount else { throw self.missing("\(column)") }
        do {
            if self.isNull(column) { return try Value.decodeNull() }
            return try self.withBytes(column) { try Value.decode(sqlText: $0, type: self.type(ofColumn: column)) }
        } catch {
            throw self.mismatch(column, "\(Value.self)", error)
        }
    }

    /// Reads the first column with this name.
    @inlinable
    public func decode<Value: SQLDecodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        guard let number = self.column(named: column) else { throw self.missing(column) }
        return try self.decode(number, as: type)
    }

    /// Reads a value that stands for another, such as an enumeration of strings.
    public func decode<Value: RawRepresentable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value
    where Value.RawValue: SQLDecodable {
        let raw = try self.decode(column, as: Value.RawValue.self)
        guard let value = Value(rawValue: raw) else {
            throw self.mismatch(column, "\(Value.self)", DatabaseError(.decoding, "no such case"))
        }
        return value
    }

    /// Reads a value that stands for another, such as an enumeration of strings.
    public func decode<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self) throws -> Value
    where Value.RawValue: SQLDecodable {
        guard let number = self.column(named: column) else { throw self.missing(column) }
        return try self.decode(number, as: type)
    }

    /// Whether the value is NULL.
    ///
    /// The column must exist.
    public func isNull(_ column: Int) -> Bool {
        self.result.isNull(row: self.index, column: column)
    }

    /// Lends the bytes of a value in text format, empty for NULL.
    ///
    /// They must not leave the closure.
    @inlinable
    public func withBytes<Value>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) rethrows -> Value {
        try self.result.withBytes(row: self.index, column: column, body)
    }

    /// The text of a value, nil for NULL.
    ///
    /// The column must exist.
    public func string(_ column: Int) -> String? {
        self.withBytes(column) { bytes in
            bytes.isEmpty && self.isNull(column) ? nil : String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The number of the first column with this name.
    public func column(named name: String) -> Int? {
        self.result.column(named: name)
    }

    /// The type of a column.
    public func type(ofColumn column: Int) -> OID {
        self.result.type(ofColumn: column)
    }

    @usableFromInline
    func missing(_ column: String) -> DatabaseError {
        DatabaseError(.decoding, "there is no column \(column)")
    }

    @usableFromInline
    func mismatch(_ column: Int, _ target: String, _ error: any Error) -> DatabaseError {
        let reason = (error as? DatabaseError)?.message ?? "\(error)"
        let name = self.result.name(ofColumn: column)
        return DatabaseError(
            .decoding, "column \(name) of type \(self.type(ofColumn: column)) is no \(target): \(reason)")
    }
}
