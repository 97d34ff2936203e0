// swift-tools-version: 6.2
import PackageDescription

// Packages, by the products that are used of them.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

// What every service is made of.
let service: [Target.Dependency] = [
    "Database", "EventBus", "LibPQ", "Model", "ServiceKit", crypto, httpTypes, hummingbird, logging, nioCore,
    serviceLifecycle,
]

let package = Package(
    name: "yizhan",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "YizhanClient", targets: ["YizhanClient"]),
        .executable(name: "yizhan", targets: ["YizhanMain"]),
        .executable(name: "partners", targets: ["PartnersMain"]),
        .executable(name: "mobility", targets: ["MobilityMain"]),
        .executable(name: "experts", targets: ["ExpertsMain"]),
        .executable(name: "events", targets: ["EventsMain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Shared, from the bottom up; nothing imports what stands below it in this list.
        .systemLibrary(name: "CLibPQ", path: "Shared/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "LibPQ", dependencies: ["CLibPQ", logging], path: "Shared/LibPQ"),
        .target(name: "Database", dependencies: ["LibPQ", deque, logging, serviceLifecycle], path: "Shared/Database"),
        .target(
            name: "EventBus", dependencies: ["Database", "LibPQ", logging, metrics, serviceLifecycle],
            path: "Shared/EventBus"),
        .target(name: "Model", path: "Shared/Model"),
        .target(name: "Tabular", dependencies: ["Model"], path: "Shared/Tabular"),
        .target(name: "WebPages", dependencies: ["Model"], path: "Shared/WebPages"),
        .target(
            name: "YizhanClient", dependencies: ["Model", asyncHTTPClient, nioCore, nioHTTP1], path: "Shared/Client"),
        .target(
            name: "ServiceKit",
            dependencies: [
                "Database", "EventBus", "LibPQ", "Model", "Tabular", "WebPages", configuration, crypto, httpTypes,
                hummingbird, logging, metrics, nioCore, nioHTTP1, nioHTTPTypes, serviceLifecycle, unixSignals,
            ],
            path: "Shared/ServiceKit"),
        .target(
            name: "EmbeddedPostgres", dependencies: [logging, subprocess, systemPackage],
            path: "Shared/EmbeddedPostgres"),

        // Services.
        .target(name: "Partners", dependencies: service, path: "Services/Partners"),
        .target(name: "Mobility", dependencies: service, path: "Services/Mobility"),
        .target(name: "Experts", dependencies: service, path: "Services/Experts"),
        .target(
            name: "Events",
            dependencies: service + ["WebPages", asyncHTTPClient, metrics, nioHTTP1, nioPosix, nioSSL],
            path: "Services/Events", exclude: ["SQL"]),
        .target(
            name: "DemoOffice", dependencies: service + ["Partners", "Mobility", "Experts"], path: "Services/Demo"),
        .target(
            name: "YizhanCommands",
            dependencies: [
                "EmbeddedPostgres", "Model", "Tabular", "YizhanClient", asyncHTTPClient, logging, nioCore, nioHTTP1,
                serviceLifecycle, unixSignals,
            ],
            path: "Services/CommandLine"),

        // Executables.
        .executableTarget(
            name: "YizhanMain",
            dependencies: [
                "DemoOffice", "Events", "Experts", "Mobility", "Model", "Partners", "ServiceKit", "Tabular",
                "YizhanClient", "YizhanCommands", argumentParser, logging, serviceLifecycle,
            ],
            path: "Services/Executables/yizhan"),
        .executableTarget(
            name: "PartnersMain", dependencies: ["Partners", "ServiceKit"], path: "Services/Executables/partners"),
        .executableTarget(
            name: "MobilityMain", dependencies: ["Mobility", "ServiceKit"], path: "Services/Executables/mobility"),
        .executableTarget(
            name: "ExpertsMain", dependencies: ["Experts", "ServiceKit"], path: "Services/Executables/experts"),
        .executableTarget(
            name: "EventsMain", dependencies: ["Events", "ServiceKit"], path: "Services/Executables/events"),

        // Tests.
        .target(name: "TestSupport", dependencies: ["Database", "LibPQ", logging], path: "Tests/Support"),
        .target(
            name: "ServiceTestSupport", dependencies: service + ["TestSupport", "WebPages"],
            path: "Tests/ServiceSupport"),
        .target(
            name: "HTTPTestSupport", dependencies: [nioCore, nioHTTP1, nioPosix], path: "Tests/HTTPSupport"),
        .testTarget(name: "LibPQTests", dependencies: ["LibPQ", "TestSupport", logging], path: "Tests/LibPQTests"),
        .testTarget(
            name: "DatabaseTests", dependencies: ["Database", "LibPQ", "TestSupport", logging, serviceLifecycle],
            path: "Tests/DatabaseTests"),
        .testTarget(
            name: "EventBusTests",
            dependencies: ["Database", "EventBus", "LibPQ", "TestSupport", logging, serviceLifecycle],
            path: "Tests/EventBusTests"),
        .testTarget(name: "ModelTests", dependencies: ["Model"], path: "Tests/ModelTests"),
        .testTarget(name: "TabularTests", dependencies: ["Model", "Tabular"], path: "Tests/TabularTests"),
        .testTarget(name: "WebPagesTests", dependencies: ["Model", "WebPages"], path: "Tests/WebPagesTests"),
        .testTarget(
            name: "ServiceKitTests",
            dependencies: service + ["Tabular", "TestSupport", "WebPages", hummingbirdTesting, metrics],
            path: "Tests/ServiceKitTests"),
        .testTarget(
            name: "PartnersTests", dependencies: service + ["Partners", "ServiceTestSupport", "TestSupport"],
            path: "Tests/PartnersTests"),
        .testTarget(
            name: "MobilityTests", dependencies: service + ["Mobility", "ServiceTestSupport", "TestSupport"],
            path: "Tests/MobilityTests"),
        .testTarget(
            name: "ExpertsTests", dependencies: service + ["Experts", "ServiceTestSupport", "TestSupport"],
            path: "Tests/ExpertsTests"),
        .testTarget(
            name: "EventsTests",
            dependencies: service + [
                "Events", "TestSupport", "WebPages", "YizhanClient", hummingbirdCore, hummingbirdTLS,
                hummingbirdTesting, nioHTTP1, nioPosix, nioSSL,
            ],
            path: "Tests/EventsTests"),
        .testTarget(
            name: "DemoOfficeTests",
            dependencies: service + [
                "DemoOffice", "Experts", "Mobility", "Partners", "ServiceTestSupport", "Tabular", "TestSupport",
            ],
            path: "Tests/DemoOfficeTests"),
        .testTarget(
            name: "EmbeddedPostgresTests", dependencies: ["EmbeddedPostgres", "TestSupport", logging, subprocess],
            path: "Tests/EmbeddedPostgresTests"),
        .testTarget(
            name: "ClientTests", dependencies: ["HTTPTestSupport", "Model", "YizhanClient", nioHTTP1],
            path: "Tests/ClientTests"),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["HTTPTestSupport", "Model", "Tabular", "YizhanClient", "YizhanCommands", logging, nioHTTP1],
            path: "Tests/CommandLineTests"),
        .testTarget(name: "LayoutTests", path: "Tests/LayoutTests"),
        .testTarget(
            name: "Acceptance",
            // The executables are run, not imported; as dependencies they are built before the tests.
            dependencies: [
                "Database", "LibPQ", "Model", "ServiceKit", "TestSupport", "YizhanMain", "PartnersMain", "MobilityMain",
                "ExpertsMain", "EventsMain", asyncHTTPClient, nioCore, nioHTTP1,
            ],
            path: "Tests/Acceptance", exclude: ["Data"]),
        .testTarget(
            name: "Reliability",
            // Programs are run, not imported; as dependencies they are built before the tests.
            dependencies: service + [
                "BusWorker", "Events", "EventsMain", "Mobility", "Partners", "TestSupport", asyncHTTPClient, nioHTTP1,
            ],
            path: "Tests/Reliability", exclude: ["README.md"]),
        .executableTarget(
            name: "BusWorker",
            dependencies: ["Database", "EventBus", "LibPQ", logging, serviceLifecycle, unixSignals],
            path: "Tests/BusWorker"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Database", "EmbeddedPostgres", "EventBus", "LibPQ", "Model", "TestSupport", hummingbird, logging,
                nioCore,
                serviceLifecycle,
            ],
            path: "Tests/Benchmarks"),
    ]
)

// SwiftPM builds the tests of a whole package or none. Under a sanitizer only the code that handles memory by hand is of
// interest, and work on the bus needs nothing above it, so a part can be asked for alone.
let parts: [String: Set<String>] = [
    "LibPQ": ["CLibPQ", "LibPQ", "Database", "TestSupport", "LibPQTests"],
    "EventBus": ["CLibPQ", "LibPQ", "Database", "EventBus", "TestSupport", "EventBusTests"],
]
if let part = Context.environment["YIZHAN_PARTS"].flatMap({ parts[$0] }) {
    package.products = []
    package.targets.removeAll { !part.contains($0.name) }
}

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            // `any` is written where a value is boxed: boxing costs, and should be seen.
            .enableUpcomingFeature("ExistentialAny"),
            // A file imports what it uses, so that the import lines tell the truth and a test can hold them to the rules.
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            // Async functions stay on their caller's executor: a lent connection never hops between threads for nothing.
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
