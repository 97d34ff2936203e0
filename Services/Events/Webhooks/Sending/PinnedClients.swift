import AsyncHTTPClient
import NIOCore
import NIOSSL
import ServiceKit
import Synchronization

/// HTTP clients, each of which can reach one host at one address only.
///
/// AsyncHTTPClient's `dnsOverride` connects to the address given and still asks for the certificate of the name; it
/// belongs to a client, so there is one for each pair. They are kept for a while, and with them their connections and
/// what is known of certificate authorities.
final class PinnedClients: Sendable {
    private struct Key: Hashable {
        let host: String
        let address: NetworkAddress
    }

    private struct Entry {
        let client: HTTPClient
        var users: Int
        var lastUse: ContinuousClock.Instant
    }

    private let entries = Mutex<[Key: Entry]>([:])
    private let authorities: [NIOSSLCertificate]
    /// How many that nobody uses are kept.
    private let spare = 32
    private let idle = Duration.seconds(60)

    /// Throws when the authorities are no certificates.
    init(authorities: String?) throws {
        self.authorities = try authorities.map { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) } ?? []
    }

    func with<Result>(
        _ host: String, at address: NetworkAddress, _ body: (HTTPClient) async throws -> Result,
    ) async throws -> Result {
        let key = Key(host: host, address: address)
        let client = self.entries.withLock { entries in
            var entry = entries[key] ?? Entry(client: self.make(key), users: 0, lastUse: .now)
            entry.users += 1
            entries[key] = entry
            return entry.client
        }
        do {
            let result = try await body(client)
            await self.giveBack(key)
            return result
        } catch {
            await self.giveBack(key)
            throw error
        }
    }

    /// Closes all; nobody may be using one.
    func shutdown() async {
        let all = self.entries.withLock { entries in
            defer { entries = [:] }
            return entries.values.map(\.client)
        }
        for client in all { try? await client.shutdown() }
    }

    private func giveBack(_ key: Key) async {
        let now = ContinuousClock.now
        let old = self.entries.withLock { entries -> [HTTPClient] in
            entries[key]?.users -= 1
            entries[key]?.lastUse = now
            let unused = entries.filter { $0.value.users == 0 }.sorted { $0.value.lastUse > $1.value.lastUse }
            let old = unused.enumerated().filter {
                $0.offset >= self.spare || $0.element.value.lastUse + self.idle < now
            }
            for (_, entry) in old { entries[entry.key] = nil }
            return old.map(\.element.value.client)
        }
        for client in old { try? await client.shutdown() }
    }

    private func make(_ key: Key) -> HTTPClient {
        var settings = HTTPClient.Configuration()
        settings.dnsOverride = [key.host: key.address.description]
        settings.redirectConfiguration = .disallow
        settings.timeout.connect = .seconds(10)
        settings.connectionPool.idleTimeout = .seconds(30)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 50
        // The schedule decides when it is tried again.
        settings.connectionPool.retryConnectionEstablishment = false
        if !self.authorities.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(self.authorities)]
            settings.tlsConfiguration = tls
        }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }
}
