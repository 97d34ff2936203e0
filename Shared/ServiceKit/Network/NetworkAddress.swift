#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An internet address, of either version.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// The 4 or 16 bytes.
    public let bytes: [UInt8]

    /// Takes 4 or 16 bytes; an IPv4 address that is written as an IPv6 address (`::ffff:10.0.0.1`) is the IPv4 address,
    /// because that is where a connection would go.
    public init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16:
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            self.bytes = isMapped ? Array(bytes[12...]) : bytes
        default: return nil
        }
    }

    /// Reads the usual forms, `192.0.2.1` and `2001:db8::1`, and no other: `127.1` or `0x7f000001` are none.
    public init?(_ text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)
        guard !text.utf8.contains(0) else { return nil }
        if inet_pton(AF_INET, text, &buffer) == 1 {
            self.init(bytes: Array(buffer[..<4]))
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            self.init(bytes: buffer)
        } else {
            return nil
        }
    }

    /// The usual form.
    public var description: String {
        guard self.bytes.count == 16 else { return self.bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(self.bytes[$0]) << 8 | UInt16(self.bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    /// Whether it is an address of the public internet (IANA's registries of special-purpose addresses).
    ///
    /// Of IPv6 only what is given out as global unicast counts, so that loopback, link-local, local and multicast
    /// addresses and every way to write an IPv4 address inside an IPv6 address are out without being named.
    public var isPublic: Bool {
        if self.bytes.count == 4 { return !Self.special4.contains { $0.contains(self) } }
        return Self.global6.contains(self) && !Self.special6.contains { $0.contains(self) }
    }

    private static let special4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        // Where virtual machines of one cloud ask about themselves; public by its number only.
        "168.63.129.16/32",
    ].compactMap { NetworkRange($0) }

    private static let global6 = NetworkRange(base: [0x20] + [UInt8](repeating: 0, count: 15), length: 3)
    private static let special6 = [
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].compactMap { NetworkRange($0) }
}
