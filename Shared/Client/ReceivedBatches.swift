/// What a subscription has, batch by batch, for as long as somebody asks for the next.
///
/// The next batch is asked for only when it is wanted, so that any number of programs share the work. The sequence ends
/// by throwing: ``ClientError`` when the services refuse or were never there, `CancellationError` when the task is
/// cancelled.
public struct ReceivedBatches: AsyncSequence, Sendable {
    /// A batch.
    public typealias Element = ReceivedBatch

    let client: EventClient
    let name: String
    let limit: Int
    let visibility: Duration
    let interrupted: @Sendable (String) -> Void

    /// Begins to receive.
    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Asks again and again.
    public struct Iterator: AsyncIteratorProtocol {
        /// How long the services may wait with their answer; shorter than proxies like to keep a silent connection.
        private static let wait = Duration.seconds(25)

        private let batches: ReceivedBatches
        private var failures = 0
        private var wasThere = false

        init(_ batches: ReceivedBatches) {
            self.batches = batches
        }

        /// The next batch, when there is one.
        @concurrent
        public mutating func next() async throws -> ReceivedBatch? {
            while true {
                try Task.checkCancellation()
                do {
                    let batch = try await self.batches.client.receive(
                        self.batches.name, limit: self.batches.limit, wait: Self.wait,
                        visibility: self.batches.visibility)
                    self.wasThere = true
                    self.failures = 0
                    if let batch { return batch }
                } catch let error as ClientError where error.isPassing && self.wasThere {
                    // What a cancelled task meets is no failure of the connection.
                    try Task.checkCancellation()
                    self.batches.interrupted("\(error)")
                    self.failures += 1
                    try await Task.sleep(for: Backoff.pause(afterFailures: self.failures))
                }
            }
        }
    }
}
