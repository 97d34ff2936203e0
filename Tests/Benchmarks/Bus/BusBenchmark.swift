import Database
import EventBus
import Foundation
import Logging

/// Measures of the event bus.
///
/// Each prints its figure, the ceiling measured in the same run, and the ratio.
enum BusBenchmark {
    /// What a measure needs to know.
    struct Setting {
        /// An address whose role may create databases.
        var server: String
        /// The pgbench program.
        var pgbench = "pgbench"
        /// How long each side of a comparison runs, in seconds.
        var seconds = 5
    }

    /// A line of the report.
    static func report(_ name: String, _ figure: Double, unit: String, ceiling: Double?, of what: String) {
        var line = "\(name): \(Int(figure.rounded())) \(unit)"
        if let ceiling, ceiling > 0 {
            line += ", ceiling \(Int(ceiling.rounded())) (\(what)), ratio \(Int((figure / ceiling * 100).rounded())) %"
        }
        print(line)
    }

    static var logger: Logger {
        var logger = Logger(label: "benchmark")
        logger.logLevel = .warning
        return logger
    }

    /// A new database with nothing but the bus in it.
    static func freshDatabase(_ setting: Setting, _ name: String) async throws -> String {
        let administration = Pool(
            try ConnectionConfiguration(url: setting.server, applicationName: "benchmark"), logger: self.logger)
        _ = try await administration.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
        _ = try await administration.execute("CREATE DATABASE \(identifier: name)")
        await administration.shutdown()
        let address = setting.server + (setting.server.contains("://") ? "" : " dbname=\(name)")
        let pool = Pool(try ConnectionConfiguration(url: address, applicationName: "benchmark"), logger: self.logger)
        _ = try await Migrator(schema: BusMigrations.schema, migrations: BusMigrations.all)
            .run(on: pool, logger: self.logger)
        await pool.shutdown()
        return address
    }

    /// A pool and a bus on a database, for as long as `body` runs.
    static func withBus<R: Sendable>(
        _ address: String, connections: Int = 4, _ body: @Sendable (EventBus, Pool) async throws -> R
    ) async throws -> R {
        let configuration = try ConnectionConfiguration(
            url: address, applicationName: "benchmark", statementTimeout: .seconds(300))
        let pool = Pool(configuration, options: PoolOptions(maximum: connections), logger: self.logger)
        let bus = EventBus(pool, direct: configuration, logger: self.logger)
        let result = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bus.run() }
            defer { group.cancelAll() }
            return try await body(bus, pool)
        }
        await pool.shutdown()
        return result
    }

    /// An event of about 300 bytes, like those the services publish.
    static func draft(_ number: Int) -> EventDraft {
        EventDraft(
            source: "/partners",
            type: "partners.agreement.changed",
            // A thousand records: a key for each, so that several workers find work.
            subject: "agreements/0190-1234-\(1000 + number % 1000)",
            data: self.data,
            unit: "intl",
            actor: "users/42",
            traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        )
    }

    private static let data = Array(
        #"{"state":"active","version":3,"changed":["state","version"],"title":{"zh":"合作协议","en":"Agreement"}}"#.utf8)

    /// The same event as SQL.
    static let values = """
        gen_random_uuid(), '/partners', 'partners.agreement.changed', 'agreements/0190-1234-5678', \
        'agreements/0190-1234-5678', 'intl', 'users/42', NULL, \
        '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', NULL, NULL, NULL, '\(String(decoding: data, as: UTF8.self))'
        """

    /// The same event as variables of pgbench, which sends them as parameters when it speaks the protocol as we do: the
    /// server then reads every value each time, where it would read constants once.
    static let variables = [
        "id": "0190a6e1-7c1e-7b3c-9d2e-3f4a5b6c7d8e", "source": "/partners", "type": "partners.agreement.changed",
        "subject": "agreements/0190-1234-5678", "unit": "intl", "actor": "users/42",
        "trace": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "data": String(decoding: data, as: UTF8.self),
    ]

    /// pgbench's insert of it.
    static let insertOfVariables = """
        INSERT INTO bus.events (\(EventBus.insertColumns)) \
        VALUES (:id, :source, :type, :subject, :subject, :unit, :actor, NULL, :trace, NULL, NULL, NULL, :data);
        """
}
