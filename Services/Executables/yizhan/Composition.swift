import DemoOffice
import Events
import Experts
import Logging
import Mobility
import Model
import Partners
import ServiceKit
import ServiceLifecycle
import YizhanCommands

/// The one place where the command line meets the services.
enum Composition {
    /// All services of this release.
    static let services = [
        PartnersService.definition, MobilityService.definition, ExpertsService.definition, EventsService.definition,
    ]

    /// All services on one port.
    static func office(_ configuration: OfficeConfiguration) async throws -> Office {
        var settings = try HostConfiguration.fromEnvironment(
            databaseURL: configuration.databaseURL, secretKey: try configuration.dataFolder.secretKey())
        settings.host = configuration.host
        settings.port = configuration.port
        let host = try Host(Self.services, configuration: settings, logger: configuration.logger)
        host.collectMetricsOfLibraries()
        try await host.install()
        let (ready, announceReady) = AsyncStream.makeStream(of: Int.self)
        var services = host.services { port in announceReady.yield(port) }
        if configuration.isDemo {
            services.append(DemoLoading(host: host, logger: configuration.logger))
        }
        return Office(
            services: services,
            patience: settings.drain + .seconds(60),
            untilReady: { for await _ in ready { break } },
            signInLink: {
                let administrator = try await host.identity.ensureAdministrator(by: "yizhan up")
                let secret = try await host.identity.createLink(person: administrator, by: "yizhan up")
                return "\(configuration.url)/sign-in?code=\(secret.text)"
            },
            commandLineToken: {
                try await host.identity.replaceToken(
                    name: "command line", grants: [(role: .admin, unit: IdentitySchema.rootUnit)], days: 366,
                    by: "yizhan up"
                ).text
            },
        )
    }

    /// What administrators' commands need, on a database.
    static func administration(
        databaseURL: String, language: DisplayLanguage, logger: Logger,
    ) async throws -> any Administration {
        try Administrator(
            Host(Self.services, configuration: .fromEnvironment(databaseURL: databaseURL), logger: logger),
            language: language)
    }
}
