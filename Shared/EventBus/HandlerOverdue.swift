/// A handler took longer than it may.
struct HandlerOverdue: Error, CustomStringConvertible {
    let limit: Duration

    var description: String { "the handler did not finish within \(self.limit)" }
}
