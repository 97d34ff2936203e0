/// How long to wait before the next attempt.
enum Backoff {
    /// Doubles from half a second to fifteen, unless the server has said how long.
    ///
    /// Everybody comes back after a restart; a part that is left to chance lets not everybody come in the same moment.
    static func pause(afterFailures failures: Int, asked: Int? = nil) -> Duration {
        let pause = asked ?? min(15_000, 250 << min(failures, 6))
        return .milliseconds(pause + Int.random(in: 0...pause / 4))
    }
}
