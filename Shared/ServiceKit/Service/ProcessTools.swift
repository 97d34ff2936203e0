package import Model

/// What the services of one process share beside the bus: how it is set up, and what stands around every page.
public struct ProcessTools: Sendable {
    /// Seals what is kept secret in the database; nil when there is no key.
    public let sealer: Sealer?
    /// Networks besides the public internet in which services may call others.
    public let outboundNetworks: [NetworkRange]
    /// Further certificate authorities, PEM, by which those others are known.
    public let outboundAuthorities: String?
    /// How browsers reach this process.
    public let publicURL: String?
    /// Where the services leave their figures.
    public let metrics: MetricsRegistry
    /// Tells the time.
    package let clock: @Sendable () -> Instant
    /// What stands at the side of every page.
    package let navigation: Navigation
    /// Where answers to requests with a key are remembered.
    package let register: IdempotencyRegister

    /// The tools of a process without any settings.
    public init() {
        self.init(
            HostConfiguration(databaseURL: ""), navigation: Navigation([]), register: IdempotencyRegister(schema: ""),
            metrics: MetricsRegistry())
    }

    init(
        _ configuration: HostConfiguration, navigation: Navigation, register: IdempotencyRegister,
        metrics: MetricsRegistry,
    ) {
        self.sealer = configuration.sealer
        self.outboundNetworks = configuration.outboundNetworks
        self.outboundAuthorities = configuration.outboundAuthorities
        self.publicURL = configuration.publicURL
        self.metrics = metrics
        self.clock = configuration.clock
        self.navigation = navigation
        self.register = register
    }
}
