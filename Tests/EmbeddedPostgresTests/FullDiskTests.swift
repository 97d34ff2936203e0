import EmbeddedPostgres
import Logging
import TestSupport
import Testing

@Suite(
    "A private server on a full disk", .timeLimit(.minutes(2)),
    .enabled(if: SmallDisk.isPossible, "it mounts a small file system, which takes root and the right to mount"))
struct FullDiskTests {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("The first start says in one line that there is no space, and leaves nothing that is in the way later")
    func firstStart() async throws {
        let disk = try SmallDisk(megabytes: 100)
        try disk.fill()
        let folder = "\(disk.folder)/data"
        for _ in 0..<2 {
            let error = await #expect(throws: EmbeddedPostgresError.self) {
                _ = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
            }
            #expect(error?.code == .diskFull, "\(error?.message ?? "")")
            #expect(error?.message.contains("\n") == false)
            #expect(error?.message.contains("No space is left") == true)
        }
        try disk.clear()
        let server = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
        #expect(server.isRunning)
        try await server.stop()
        try disk.fill()
        let error = await #expect(throws: EmbeddedPostgresError.self) {
            _ = try await EmbeddedPostgres.start(folder: folder, logger: self.logger)
        }
        #expect(error?.code == .diskFull, "\(error?.message ?? "")")
        try disk.clear()
        try await EmbeddedPostgres.start(folder: folder, logger: self.logger).stop()
        try disk.unmount()
    }
}
