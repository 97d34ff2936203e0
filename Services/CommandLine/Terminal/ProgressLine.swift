/// One line that tells how far a long piece of work is.
public struct ProgressLine: Sendable {
    /// How much there is to do.
    public let total: Int
    /// What is counted, for example "rows".
    public let unit: String

    /// Makes a line for work of a known size.
    public init(total: Int, unit: String) {
        self.total = total
        self.unit = unit
    }

    /// The line at one moment.
    ///
    /// - Parameters:
    ///   - done: how much is done.
    ///   - elapsed: since the work began.
    ///   - width: the columns there are; the bar takes what the figures leave.
    public func text(done: Int, elapsed: Duration, width: Int) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let share = self.total == 0 ? 1 : min(1, Double(done) / Double(self.total))
        var figures = " \(Self.padded(Int(share * 100), 3))%  \(done)/\(self.total) \(self.unit)"
        if seconds >= 0.5, done > 0 {
            figures += "  \(Int(Double(done) / seconds))/s"
            if done < self.total {
                figures += "  ETA \(Self.clock(seconds / Double(done) * Double(self.total - done)))"
            } else {
                figures += "  in \(Self.clock(seconds))"
            }
        }
        let room = min(40, width - figures.count - 3)
        guard room >= 4 else { return String(figures.dropFirst().prefix(max(0, width - 1))) }
        let filled = Int(Double(room) * share)
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: room - filled) + "]"
            + figures
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return "\(whole / 60):" + (whole % 60 < 10 ? "0" : "") + "\(whole % 60)"
    }
}
