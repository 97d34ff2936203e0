/// A network: all addresses that begin alike.
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    private let base: [UInt8]
    private let length: Int

    init(base: [UInt8], length: Int) {
        self.base = base
        self.length = length
    }

    /// Reads `10.20.0.0/16`, `fd00::/8`, or a single address.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let address = NetworkAddress(String(first)) else { return nil }
        let bits = address.bytes.count * 8
        guard let length = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(length) else { return nil }
        self.init(base: address.bytes, length: length)
    }

    /// Whether an address lies in it.
    public func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == self.base.count else { return false }
        for (index, byte) in address.bytes.enumerated() {
            let bits = min(8, max(0, self.length - index * 8))
            let mask = bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - bits))
            guard byte & mask == self.base[index] & mask else { return false }
        }
        return true
    }

    /// The usual form.
    public var description: String { "\(NetworkAddress(bytes: self.base)?.description ?? "")/\(self.length)" }
}
