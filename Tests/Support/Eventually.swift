/// A fact did not come true in time.
public struct EventuallyError: Error, CustomStringConvertible {
    /// What was waited for.
    public let description: String
}

/// Waits until a fact is true, looking again and again; the deadline is there to fail, not to be waited out.
public func eventually(
    _ fact: String = "the fact", within limit: Duration = .seconds(60), _ isTrue: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while try await !isTrue() {
        guard clock.now < end else { throw EventuallyError(description: "\(fact) did not come true within \(limit)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
