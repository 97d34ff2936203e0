import EmbeddedPostgres
import Foundation
import Logging

// Measures on this machine, each beside the ceiling that it is compared with, measured in the same run. Nothing is
// asserted: figures vary with the machine, ratios much less.
//
//     swift build -c release --static-swift-stdlib
//     .build/release/Benchmarks [select | publish | batch | read | latency | effects | fanout | load |
//         streams | webhooks | http | services | all] [seconds]
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "consumer" {
    // The other process of the latency measure.
    let rest = Array(arguments)
    let messenger = BusBenchmark.Messenger(rawValue: rest[1]) ?? .bus
    try await BusBenchmark.latencyConsumer(messenger, rest[2], events: Int(rest[3]) ?? 0)
    exit(0)
}
if arguments.first == "worker" {
    let rest = Array(arguments)
    try await BusBenchmark.worker(rest[1], isDeaf: rest[2] == "deaf", slots: Int(rest[3]) ?? 1)
    exit(0)
}
let folder = FileManager.default.temporaryDirectory.appending(path: "yizhan-bench-\(UUID().uuidString.prefix(8))")
defer { try? FileManager.default.removeItem(at: folder) }
var logger = Logger(label: "benchmark")
logger.logLevel = .warning
// A cluster with fsync on, as in use.
let postgres = try await EmbeddedPostgres.start(folder: folder.path, logger: logger)
// As keywords, to which a database's name can be added.
let parts = URLComponents(string: postgres.url())?.queryItems ?? []
var setting = BusBenchmark.Setting(
    server: parts.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: " "))
setting.seconds = arguments.dropFirst().first.flatMap { Int($0) } ?? 5
let chosen = arguments.first ?? "all"
do {
    if ["select", "all"].contains(chosen) { try await SelectBenchmark.run(setting) }
    if ["publish", "all"].contains(chosen) { try await BusBenchmark.publishSingle(setting) }
    if ["batch", "all"].contains(chosen) { try await BusBenchmark.publishBatch(setting) }
    if ["latency", "all"].contains(chosen) {
        try await BusBenchmark.latency(setting, events: 2000) { ["consumer", $0.rawValue, $1, String($2)] }
    }
    if ["read", "all"].contains(chosen) { try await BusBenchmark.readBack(setting, events: 600_000) }
    if ["effects", "all"].contains(chosen) { try await BusBenchmark.effects(setting) }
    if ["fanout", "all"].contains(chosen) { try await BusBenchmark.fanOut(setting) }
    if ["load", "all"].contains(chosen) {
        try await BusBenchmark.load(setting) { ["worker", $0, $1 ? "deaf" : "hearing", "\($2)"] }
    }
    if ["streams", "all"].contains(chosen) { try await EventsBenchmark(setting).streams() }
    if ["webhooks", "all"].contains(chosen) { try await EventsBenchmark(setting).webhooks() }
    if ["http", "all"].contains(chosen) { try await HTTPBenchmark(setting).run() }
    if ["services", "all"].contains(chosen) { try await ServiceBenchmark(setting).run() }
} catch {
    print("The measure failed: \(error)")
}
try await postgres.stop()
