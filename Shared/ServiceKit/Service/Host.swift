import Database
public import EventBus
public import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// One process: any of the services, one HTTP server, one bus.
///
/// `yizhan up` hosts all services, the separate executables one each; the paths are the same.
public struct Host: Sendable {
    /// The services with their connections.
    public let runtimes: [ServiceRuntime]
    /// Units, people, tokens.
    public let identity: IdentityStore
    /// The bus.
    public let bus: EventBus
    private let pools: [Pool]
    private let configuration: HostConfiguration
    private let logger: Logger
    private let authenticator: Authenticator
    /// The service under whose role this process administers.
    private let principal: String

    /// Puts a process together; connects to nothing yet.
    public init(_ services: [ServiceDefinition], configuration: HostConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        var pools: [String: Pool] = [:]
        var options = PoolOptions()
        options.maximum = configuration.connections
        for service in services {
            pools[service.name] = Pool(
                try Self.connection(configuration.databaseURL, service.name, configuration), options: options,
                logger: logger)
        }
        // The bus of the process works under the role of the service whose business it is, else of the only one here.
        let principal = services.first { $0.name == "events" } ?? services.first
        guard let principal, let pool = pools[principal.name] else {
            preconditionFailure("a process hosts at least one service")
        }
        let authenticator = Authenticator(
            store: IdentityStore(pool: pool), lifetime: configuration.actorLifetime)
        let bus = EventBus(
            pool, direct: try Self.connection(configuration.directURL, principal.name, configuration),
            others: [IdentitySchema.channel: authenticator.hear], logger: logger)
        self.bus = bus
        self.identity = IdentityStore(pool: pool, onChange: authenticator.forgetAll)
        self.authenticator = authenticator
        self.principal = principal.name
        let tools = ProcessTools(
            configuration, navigation: Navigation(services), register: IdempotencyRegister(schema: principal.name))
        self.runtimes = services.compactMap { service in
            pools[service.name].map { ServiceRuntime(service, pool: $0, bus: bus, process: tools) }
        }
        self.pools = Array(pools.values)
    }

    private static func connection(
        _ url: String, _ service: String, _ configuration: HostConfiguration,
    ) throws -> ConnectionConfiguration {
        try ConnectionConfiguration(
            url: url, applicationName: "yizhan-\(service)", role: Installation.role(of: service),
            isPooled: configuration.isPooled && url == configuration.databaseURL)
    }

    /// Brings the database up to date.
    @discardableResult
    public func install() async throws -> [String] {
        try await self.installation().run()
    }

    func pendingMigrations() async throws -> [String] {
        try await self.installation().pending(on: self.owner())
    }

    private func installation() throws -> Installation {
        let owner = try ConnectionConfiguration(url: self.configuration.migrationURL, applicationName: "yizhan-migrate")
        return Installation(self.runtimes.map(\.definition), on: owner, logger: self.logger)
    }

    /// Connections of the login that migrates.
    func owner() throws -> Pool {
        let owner = try ConnectionConfiguration(url: self.configuration.migrationURL, applicationName: "yizhan-migrate")
        return Pool(owner, logger: self.logger)
    }

    /// Everything that runs, in the order in which it starts; the server comes last and stops first.
    ///
    /// - Parameter onReady: called with the port once requests are answered.
    public func services(onReady: @escaping @Sendable (Int) async -> Void = { _ in }) -> [any Service] {
        var services: [any Service] = self.pools.map { $0 }
        services.append(self.bus)
        services += self.runtimes.flatMap(\.subscriptions)
        services += self.runtimes.flatMap { $0.definition.workers($0) }
        services.append(self.application(onReady: onReady))
        return services
    }

    /// The HTTP server with all routes.
    public func application(onReady: @escaping @Sendable (Int) async -> Void = { _ in }) -> some ApplicationProtocol {
        Application(
            router: self.router(),
            configuration: ApplicationConfiguration(
                address: .hostname(self.configuration.host, port: self.configuration.port), serverName: "yizhan"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: self.logger,
        )
    }

    /// All routes of this process.
    public func router() -> Router<ServiceRequestContext> {
        let router = Router(context: ServiceRequestContext.self)
        router.addMiddleware {
            SecurityHeadersMiddleware()
            ErrorMiddleware()
        }
        HealthRoutes(pools: self.pools).add(to: router)
        SignInRoutes(
            identity: self.identity, authenticator: self.authenticator,
            secureCookies: self.configuration.publicURL?.hasPrefix("https://") ?? false
        ).add(to: router)
        let members = router.group().add(middleware: AuthenticationMiddleware(authenticator: self.authenticator))
        let navigation = Navigation(self.runtimes.map(\.definition))
        for runtime in self.runtimes {
            for collection in runtime.definition.collections {
                CollectionRoutes(collection, runtime: runtime).add(to: members)
                PageRoutes(collection, runtime: runtime, navigation: navigation).add(to: members)
            }
            let endpoints = runtime.definition.endpoints(runtime)
            for endpoint in endpoints { endpoint.add(to: members) }
            OpenAPIRoute(runtime.definition, endpoints: endpoints).add(to: members)
            runtime.definition.routes(members, runtime)
        }
        HomeRoutes(runtimes: self.runtimes, navigation: navigation).add(to: members)
        let register = IdempotencyRegister(schema: self.principal)
        IdentityRoutes(identity: self.identity, register: register).add(to: members)
        IdentityPages(
            identity: self.identity, register: register, navigation: navigation,
            publicURL: self.configuration.publicURL
        ).add(to: members)
        return router
    }
}
