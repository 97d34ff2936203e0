/// Shows a ``ProgressLine``: rewritten in place on a terminal, now and then a new line elsewhere.
public struct ProgressDisplay {
    private let line: ProgressLine
    private let terminal: Terminal
    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant?

    /// Starts the clock.
    public init(_ line: ProgressLine, on terminal: Terminal) {
        self.line = line
        self.terminal = terminal
        self.begin = self.clock.now
    }

    /// Tells how far the work is; the last time with everything done.
    public mutating func update(done: Int) {
        let now = self.clock.now
        let interval: Duration = self.terminal.isInteractive ? .milliseconds(100) : .seconds(10)
        if done < self.line.total, let shown = self.shown, now - shown < interval { return }
        self.shown = now
        let text = self.line.text(done: done, elapsed: now - self.begin, width: self.terminal.width)
        if self.terminal.isInteractive {
            self.terminal.write("\r\u{1B}[2K\(text)" + (done >= self.line.total ? "\n" : ""))
        } else {
            self.terminal.line(text)
        }
    }
}
