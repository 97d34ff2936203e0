package import Database
public import EventBus
public import Hummingbird
import LibPQ
public import Logging
import Metrics
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
    /// Where this process's figures are.
    public let metrics = MetricsRegistry()
    private let pools: [String: Pool]
    private let configuration: HostConfiguration
    private let logger: Logger
    private let authenticator: Authenticator
    /// The service under whose role this process administers.
    private let principal: String
    private let drain: Drain

    /// Puts a process together; connects to nothing yet.
    public init(_ services: [ServiceDefinition], configuration: HostConfiguration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        var pools: [String: Pool] = [:]
        let options = Self.poolOptions(configuration)
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
            others: [IdentitySchema.channel: authenticator.hear], metrics: self.metrics, logger: logger)
        self.metrics.describeDeliveries()
        self.bus = bus
        self.identity = IdentityStore(pool: pool, onChange: authenticator.forgetAll)
        self.authenticator = authenticator
        self.principal = principal.name
        self.drain = Drain(patience: configuration.drain, logger: logger)
        let tools = ProcessTools(
            configuration, navigation: Navigation(services), register: IdempotencyRegister(schema: principal.name),
            metrics: self.metrics)
        self.runtimes = services.compactMap { service in
            pools[service.name].map { ServiceRuntime(service, pool: $0, bus: bus, process: tools) }
        }
        self.pools = pools
    }

    /// A request is somebody who waits: told within seconds when the database is gone, and served within two of its
    /// return.
    private static func poolOptions(_ configuration: HostConfiguration) -> PoolOptions {
        PoolOptions(
            maximum: configuration.connections, acquireTimeout: .seconds(5), maximumBackoff: .seconds(2),
            breakAfter: .seconds(3))
    }

    private static func connection(
        _ url: String, _ service: String, _ configuration: HostConfiguration,
    ) throws -> ConnectionConfiguration {
        try ConnectionConfiguration(
            url: url, applicationName: "yizhan-\(service)", role: Installation.role(of: service),
            isPooled: configuration.isPooler(url))
    }

    /// Brings the database up to date.
    @discardableResult
    public func install() async throws -> [String] {
        let applied = try await self.installation().run()
        if self.configuration.isPooled { try await self.requireRoles() }
        return applied
    }

    /// Lets the libraries of this process leave their figures where ``metrics`` has ours; once in a process.
    public func collectMetricsOfLibraries() {
        MetricsSystem.bootstrap(self.metrics)
    }

    /// Makes sure that every service works under its own role, which through a pooler is up to the login.
    private func requireRoles() async throws {
        for runtime in self.runtimes {
            let role = Installation.role(of: runtime.definition.name)
            do {
                let user = try await runtime.pool.query("SELECT current_user").first?.string(0) ?? ""
                guard user == role else { throw HostError.wrongRole(user, needed: role) }
            } catch let error as DatabaseError {
                throw HostError(error)
            }
        }
    }

    func pendingMigrations() async throws -> [String] {
        try await self.installation().pending(on: self.owner())
    }

    private func installation() throws -> Installation {
        Installation(
            self.runtimes.map(\.definition), on: try self.ownerConnection(),
            patience: self.configuration.startPatience, logger: self.logger)
    }

    /// Connections of the login that migrates.
    func owner() throws -> Pool {
        Pool(try self.ownerConnection(), options: Self.poolOptions(self.configuration), logger: self.logger)
    }

    /// Lends connections of the login that migrates: for what no service's role may do.
    package func withOwner<Value>(_ body: (Pool) async throws -> Value) async throws -> Value {
        let pool = try self.owner()
        do {
            let value = try await body(pool)
            await pool.shutdown()
            return value
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    private func ownerConnection() throws -> ConnectionConfiguration {
        let url = self.configuration.migrationURL
        // Processes that start at the same time wait for each other inside a transaction, for as long as it takes.
        return try ConnectionConfiguration(
            url: url, applicationName: "yizhan-migrate", idleInTransactionTimeout: nil,
            isPooled: self.configuration.isPooler(url))
    }

    /// Everything that runs, in the order in which it starts; the server comes last and, once drained, stops first.
    ///
    /// - Parameter onReady: called with the port once requests are answered.
    public func services(onReady: @escaping @Sendable (Int) async -> Void = { _ in }) -> [any Service] {
        var services: [any Service] = Array(self.pools.values)
        services.append(self.bus)
        services += self.runtimes.flatMap(\.subscriptions)
        services += self.runtimes.flatMap { $0.definition.workers($0) }
        services += self.runtimes.compactMap { $0.scheduler(logger: self.logger) }
        services += self.runtimes.map { Housekeeping(of: $0.definition.name, pool: $0.pool, logger: self.logger) }
        services.append(self.application(onReady: onReady))
        services.append(self.drain)
        return services
    }

    /// The HTTP server with all routes.
    public func application(onReady: @escaping @Sendable (Int) async -> Void = { _ in }) -> some ApplicationProtocol {
        let limits = self.configuration.limits
        let drain = self.drain
        return Application(
            responder: MeasuringResponder(
                base: MethodResponder(base: self.router().buildResponder()), meters: RequestMeters(self.metrics)),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestGuard(limits, isEnding: { drain.hasBegun })],
                    idleTimeout: TimeAmount(limits.idle))),
            configuration: ApplicationConfiguration(
                address: .hostname(self.configuration.host, port: self.configuration.port), serverName: "yizhan",
                availableConnectionsDelegate: .maximum(limits.affordableConnections, logger: self.logger)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: self.logger,
        )
    }

    /// What is asked for its figures when somebody looks.
    private var collectors: [MetricsCollector] {
        // Who operates the bus sees the subscriptions of all.
        let operators = self.runtimes.filter(\.definition.operatesBus)
        let subscribers = (operators.isEmpty ? self.runtimes : operators).map { SubscriptionOperator($0.pool) }
        return [.process, .pools(self.pools), .bus(self.bus), .log(self.bus), .subscriptions(subscribers)]
            + self.runtimes.flatMap { $0.definition.collectors($0) }
    }

    /// All routes of this process.
    func router() -> Router<ServiceRequestContext> {
        let router = Router(context: ServiceRequestContext.self)
        router.addMiddleware {
            TraceMiddleware()
            SecurityHeadersMiddleware()
            ErrorMiddleware()
        }
        HealthRoutes(pools: Array(self.pools.values), bus: self.bus, drain: self.drain).add(to: router)
        MetricsRoute(
            registry: self.metrics, collectors: self.collectors, token: self.configuration.metricsToken,
            authenticator: self.authenticator
        ).add(to: router)
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
            for page in runtime.definition.pages(runtime) { page.add(to: members) }
            OpenAPIRoute(runtime.definition, endpoints).add(to: members)
        }
        HomeRoutes(runtimes: self.runtimes, navigation: navigation).add(to: members)
        let register = IdempotencyRegister(schema: self.principal)
        IdentityRoutes(identity: self.identity, register: register).add(to: members)
        IdentityPages(
            identity: self.identity, register: register, navigation: navigation,
            publicURL: self.configuration.publicURL
        ).add(to: members)
        router.refuseOtherMethods()
        return router
    }
}
