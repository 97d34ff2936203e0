import Database
import LibPQ
import NIOHTTP1
import ServiceKit
import TestSupport
import Testing

/// TLS to the database, by the words of the connection string alone.
@Suite(
    "Encryption to the database", .serialized, .timeLimit(.minutes(2)),
    .enabled(if: ServerCertificate.isPossible, "the program openssl is not installed"))
struct EncryptionTests {
    @Test("a server is believed by its certificate only, and without it nothing is sent in the clear")
    func certificates() async throws {
        let certificate = try ServerCertificate()
        let cluster = try ThrowawayCluster(settings: certificate.settings)
        func configuration(_ authority: String, host: String = "localhost") -> HostConfiguration {
            HostConfiguration(
                databaseURL: """
                    host=\(host) hostaddr=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres \
                    sslmode=verify-full sslrootcert=\(authority)
                    """, port: 0)
        }
        try await Station.open(configuration(certificate.authority)) { station in
            let answer = try await station.send(.POST, Station.institutions, Station.institution("加密"))
            #expect(answer.status == 201, "\(answer.text)")
            let plain = try await Station.number(
                """
                SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                WHERE application_name LIKE 'yizhan-%' AND NOT ssl
                """, cluster.url)
            let encrypted = try await Station.number(
                """
                SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                WHERE application_name LIKE 'yizhan-%' AND ssl
                """, cluster.url)
            #expect(plain == 0)
            #expect(encrypted > 0)
        }
        for wrong in [configuration(certificate.stranger), configuration(certificate.authority, host: "elsewhere")] {
            var wrong = wrong
            // Long enough for a handshake on a machine that is busy.
            wrong.startPatience = .seconds(5)
            let host = try Host(Station.services, configuration: wrong, logger: TestDatabase.logger)
            let error = await #expect(throws: HostError.self) { try await host.install() }
            let text = error?.description ?? ""
            #expect(text.contains("certificate"), "\(text)")
            #expect(!text.contains("\n"), "\(text)")
        }
        try cluster.stop()
    }
}
