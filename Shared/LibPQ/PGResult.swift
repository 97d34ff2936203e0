import CLibPQ
import Glibc

/// One result, freed with its last reference.
///
/// `@unchecked Sendable`: libpq never changes a result after `PQgetResult` has returned it, and documents that it may
/// then be read by any thread ("Behavior in Threaded Programs"); nothing here calls a function that writes to one.
public final class PGResult: @unchecked Sendable {
    let raw: OpaquePointer

    /// How many rows there are.
    public let rowCount: Int
    /// How many columns each row has.
    public let columnCount: Int

    init(_ raw: OpaquePointer) {
        self.raw = raw
        self.rowCount = Int(PQntuples(raw))
        self.columnCount = Int(PQnfields(raw))
    }

    deinit {
        PQclear(self.raw)
    }

    var status: ExecStatusType { PQresultStatus(self.raw) }

    /// The number of rows the command inserted, updated, deleted, copied or returned.
    public var affected: Int {
        guard let text = PQcmdTuples(self.raw), text.pointee != 0 else { return 0 }
        return Int(atoll(text))
    }

    /// The command tag, such as `INSERT 0 1` or `ROLLBACK`.
    public var commandTag: String {
        PQcmdStatus(self.raw).map { String(cString: $0) } ?? ""
    }

    /// Whether the command tag begins with `prefix`; makes no String.
    public func isCommand(_ prefix: StaticString) -> Bool {
        guard let tag = PQcmdStatus(self.raw) else { return false }
        let expected = UnsafeRawPointer(prefix.utf8Start).assumingMemoryBound(to: CChar.self)
        return strncmp(tag, expected, prefix.utf8CodeUnitCount) == 0
    }

    /// The name of a column.
    public func name(ofColumn column: Int) -> String {
        PQfname(self.raw, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// The number of the first column with exactly this name.
    public func column(named name: String) -> Int? {
        name.withCString { name in
            (0..<self.columnCount).first { column in
                PQfname(self.raw, Int32(column)).map { strcmp($0, name) == 0 } ?? false
            }
        }
    }

    /// The type of a column.
    public func type(ofColumn column: Int) -> OID {
        OID(rawValue: PQftype(self.raw, Int32(column)))
    }

    /// Whether a value is NULL.
    ///
    /// Row and column must exist.
    @inline(__always)
    public func isNull(row: Int, column: Int) -> Bool {
        precondition(row >= 0 && row < self.rowCount && column >= 0 && column < self.columnCount, "no such value")
        return PQgetisnull(self.raw, Int32(row), Int32(column)) != 0
    }

    /// Lends the bytes of a value in text format; empty for NULL.
    ///
    /// They must not leave the closure.
    @inline(__always)
    public func withBytes<Value>(
        row: Int, column: Int, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) rethrows -> Value {
        precondition(row >= 0 && row < self.rowCount && column >= 0 && column < self.columnCount, "no such value")
        let bytes = PQgetvalue(self.raw, Int32(row), Int32(column))
        let count = Int(PQgetlength(self.raw, Int32(row), Int32(column)))
        return try body(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// The error this result carries.
    var report: ServerReport {
        ServerReport(
            field: { code in PQresultErrorField(self.raw, code).map { String(cString: $0) } },
            codes: .all
        )
    }
}
