import Database
import EventBus
import LibPQ
import Model

extension Host {
    /// One thing about the database that was looked at.
    public struct Finding: Sendable {
        /// What was looked at.
        public let name: String
        /// Whether it is as it should be.
        public let isGood: Bool
        /// Whether it works, but not as well as it could.
        public var isDoubtful = false
        /// What was found, and what to do.
        public let finding: String
    }

    /// Looks at the database: whether it answers, is a primary, speaks UTF-8, is up to date, and whether the log moves.
    public func checks() async -> [Finding] {
        var findings: [Finding] = []
        do {
            let rows = try await self.owner().query(
                """
                SELECT current_setting('server_version'), pg_is_in_recovery(), current_setting('server_encoding'), \
                current_setting('fsync')
                """)
            if let row = rows.first {
                let version = row.string(0) ?? ""
                let number = Int(version.prefix { $0.isNumber }) ?? 0
                findings.append(
                    Finding(name: "database", isGood: number >= 14, finding: "PostgreSQL \(version), needs 14 or newer")
                )
                let isStandby = try row.decode(1, as: Bool.self)
                findings.append(
                    Finding(
                        name: "primary", isGood: !isStandby,
                        finding: isStandby ? "a standby, which takes no writes" : "takes writes"))
                findings.append(
                    Finding(
                        name: "encoding", isGood: row.string(2) == "UTF8", finding: row.string(2) ?? "unknown"))
                findings.append(
                    Finding(
                        name: "durability", isGood: row.string(3) == "on",
                        finding: "fsync is \(row.string(3) ?? "unknown")"))
            }
            let pending = try await self.pendingMigrations()
            findings.append(
                Finding(
                    name: "migrations", isGood: pending.isEmpty,
                    finding: pending.isEmpty ? "up to date" : "run yizhan migrate: \(pending.joined(separator: ", "))"))
            if pending.isEmpty {
                findings.append(Self.log(try await self.bus.pulse()))
                findings.append(await self.listening())
            }
        } catch let error as DatabaseError {
            findings.append(Finding(name: "database", isGood: false, finding: HostError(error).description))
        } catch {
            findings.append(Finding(name: "database", isGood: false, finding: "cannot be used: \(error)"))
        }
        return findings
    }

    /// Whether the log moves; where no process runs, nobody moves it.
    private static func log(_ pulse: LogPulse) -> Finding {
        guard !pulse.isAdvancing else { return Finding(name: "log", isGood: true, finding: "\(pulse.head) events") }
        var finding = Finding(
            name: "log", isGood: true,
            finding: """
                \(pulse.head) events; further ones have waited \(pulse.wait.components.seconds) seconds: \
                does no service run?
                """)
        finding.isDoubtful = true
        return finding
    }

    /// Whether news arrives at once.
    private func listening() async -> Finding {
        do {
            try await self.bus.rehearseListening()
            return Finding(name: "listening", isGood: true, finding: "news arrives at once")
        } catch {
            let reason = (error as? DatabaseError)?.message ?? "\(error)"
            var finding = Finding(
                name: "listening", isGood: true,
                finding: """
                    news arrives within a second, because \(reason.trimmed); \
                    give YIZHAN_DATABASE_DIRECT_URL the address of the server itself
                    """)
            finding.isDoubtful = true
            return finding
        }
    }
}
