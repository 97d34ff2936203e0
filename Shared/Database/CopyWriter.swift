import LibPQ

/// Takes the rows of a running `COPY … FROM STDIN`.
public final class CopyWriter {
    private let session: Session
    private let deadline: Deadline
    private var buffer: [UInt8] = []

    init(_ session: Session, deadline: Deadline) {
        self.session = session
        self.deadline = deadline
        self.buffer.reserveCapacity(Self.portion + 4096)
    }

    /// Messages of this size keep the socket full without holding much memory.
    private static let portion = 32_768

    /// Writes bytes that are in the COPY's format already, in any portions.
    public func write(_ bytes: some Sequence<UInt8>) async throws {
        self.buffer.append(contentsOf: bytes)
        try await self.flushIfFull()
    }

    /// Writes one row in the text format: escaped, separated by tabs, nil as NULL.
    ///
    /// Throws `encoding` for a NUL inside a value.
    public func write(row: [String?]) async throws {
        for (index, value) in row.enumerated() {
            if index > 0 { self.buffer.append(UInt8(ascii: "\t")) }
            guard let value else {
                self.buffer.append(contentsOf: "\\N".utf8)
                continue
            }
            for byte in value.utf8 { try self.append(escaping: byte) }
        }
        self.buffer.append(UInt8(ascii: "\n"))
        try await self.flushIfFull()
    }

    private func append(escaping byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "\\"): self.buffer.append(contentsOf: "\\\\".utf8)
        case UInt8(ascii: "\t"): self.buffer.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\n"): self.buffer.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): self.buffer.append(contentsOf: "\\r".utf8)
        case 0: throw DatabaseError(.encoding, "a value of COPY contains NUL, which text cannot")
        default: self.buffer.append(byte)
        }
    }

    private func flushIfFull() async throws {
        if self.buffer.count >= Self.portion { try await self.flush() }
    }

    func flush() async throws {
        guard !self.buffer.isEmpty else { return }
        try await self.session.wire.putCopyData(self.buffer, deadline: self.deadline)
        self.buffer.removeAll(keepingCapacity: true)
    }
}
