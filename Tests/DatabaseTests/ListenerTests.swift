import LibPQ
import TestSupport
import Testing

@testable import Database

@Suite("The listener", .timeLimit(.minutes(2)))
struct ListenerTests {
    private func listening<Value>(
        to configuration: ConnectionConfiguration, options: ListenerOptions = ListenerOptions(),
        _ body: (Listener) async throws -> Value
    ) async throws -> Value {
        let listener = Listener(
            configuration, channels: ["bell", "quoted \"驿站\""], options: options, logger: TestDatabase.logger)
        let service = Task { try await listener.run() }
        defer { service.cancel() }
        return try await body(listener)
    }

    @Test("A subscription begins with resync and then hears both channels, Chinese text included")
    func hears() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            try await self.listening(to: database.configuration) { listener in
                var events = listener.subscribe().makeAsyncIterator()
                #expect(await events.next() == .resync)
                try await pool.execute("SELECT pg_notify('bell', '第一')")
                #expect(await events.next() == .notification(channel: "bell", payload: "第一"))
                try await pool.execute("SELECT pg_notify(\("quoted \"驿站\""), '')")
                #expect(await events.next() == .notification(channel: "quoted \"驿站\"", payload: ""))
                // One who comes later is told to read too.
                var late = listener.subscribe().makeAsyncIterator()
                #expect(await late.next() == .resync)
            }
        }
    }

    @Test("After its backend is terminated it comes back, says resync, and hears again")
    func terminated() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            let options = ListenerOptions(initialBackoff: .milliseconds(5))
            try await self.listening(to: database.configuration, options: options) { listener in
                var events = listener.subscribe().makeAsyncIterator()
                #expect(await events.next() == .resync)
                for round in 1...3 {
                    try await pool.execute("SELECT pg_terminate_backend(\(try #require(listener.backendPID)))")
                    #expect(await events.next() == .lost)
                    #expect(await events.next() == .resync)
                    try await pool.execute("SELECT pg_notify('bell', \("\(round)"))")
                    #expect(await events.next() == .notification(channel: "bell", payload: "\(round)"))
                }
            }
        }
    }

    @Test("A half-open connection is noticed by the heartbeat")
    func halfOpen() async throws {
        try await TestDatabase.with { database in
            let proxy = try CableProxy(for: database)
            var configuration = try database.configuration(through: proxy)
            configuration.connectTimeout = .milliseconds(200)
            configuration.cancelTimeout = .milliseconds(50)
            let options = ListenerOptions(
                heartbeatInterval: .milliseconds(50), heartbeatTimeout: .milliseconds(200),
                initialBackoff: .milliseconds(5),
                maximumBackoff: .milliseconds(20))
            try await self.listening(to: configuration, options: options) { listener in
                var events = listener.subscribe().makeAsyncIterator()
                #expect(await events.next() == .resync)
                proxy.hang()
                #expect(await events.next() == .lost)
                #expect(!listener.isListening)
                proxy.restore()
                #expect(await events.next() == .resync)
            }
            proxy.close()
        }
    }

    @Test("The default heartbeat notices a half-open connection within fifteen seconds")
    func defaults() throws {
        let options = ListenerOptions()
        let configuration = try ConnectionConfiguration(url: "host=h", applicationName: "a")
        #expect(options.heartbeatInterval + options.heartbeatTimeout + configuration.cancelTimeout < .seconds(15))
    }

    @Test("A subscriber too slow finds one resync instead of what it missed")
    func overflow() async throws {
        let buffer = ListenerBuffer(capacity: 3)
        for number in 1...3 { #expect(buffer.put(.notification(channel: "c", payload: "\(number)"))) }
        #expect(!buffer.put(.notification(channel: "c", payload: "4")))
        #expect(await buffer.next() == .resync)
        buffer.put(.notification(channel: "c", payload: "5"))
        #expect(await buffer.next() == .notification(channel: "c", payload: "5"))
        buffer.finish()
        #expect(await buffer.next() == nil)
    }

    @Test("Five hundred bells are all heard, in order")
    func many() async throws {
        try await TestDatabase.with { database in
            let pool = try database.pool()
            try await self.listening(to: database.configuration) { listener in
                var events = listener.subscribe().makeAsyncIterator()
                #expect(await events.next() == .resync)
                try await pool.execute("SELECT pg_notify('bell', n::text) FROM generate_series(1, 500) n")
                for number in 1...500 {
                    #expect(await events.next() == .notification(channel: "bell", payload: "\(number)"))
                }
            }
        }
    }

    @Test("A subscription ends with the listener, and with the task that reads it")
    func ends() async throws {
        try await TestDatabase.with { database in
            let listener = Listener(try database.configuration, channels: ["bell"], logger: TestDatabase.logger)
            let service = Task { try await listener.run() }
            let reader = Task { [stream = listener.subscribe()] in
                var count = 0
                for await _ in stream { count += 1 }
                return count
            }
            try await eventually { listener.isListening }
            service.cancel()
            try await service.value
            #expect(await reader.value >= 1)
            #expect(!listener.isListening)
        }
    }
}
