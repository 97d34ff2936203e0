/// The figures of one moment, in the text format 0.0.4 that Prometheus and others read.
///
/// Whoever adds the same metric twice, with other labels, adds to it: each is described once and stands in one block, as
/// the format asks.
public struct Exposition: Sendable {
    /// What a reader may do with the values of a metric.
    public enum Kind: String, Sendable {
        /// Only grows, and starts again at zero with the process.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts of values up to certain bounds.
        case histogram
        /// A count and a sum.
        case summary
    }

    /// Name and value, such as `pool` and `partners`.
    public typealias Labels = [(name: String, value: String)]

    private struct Metric {
        let kind: Kind
        let help: String
        var lines: [String] = []
    }

    private var metrics: [String: Metric] = [:]

    /// Nothing yet.
    public init() {}

    // MARK: Adding

    /// Adds a value that only grows; its name ends in `_total`.
    public mutating func counter(_ name: String, _ help: String, _ value: Double, _ labels: Labels = []) {
        self.add(name, .counter, help) { [Self.line(name, labels, value)] }
    }

    /// Adds a value that goes up and down; its name ends in its unit.
    public mutating func gauge(_ name: String, _ help: String, _ value: Double, _ labels: Labels = []) {
        self.add(name, .gauge, help) { [Self.line(name, labels, value)] }
    }

    /// Adds how often something was and how much it came to.
    public mutating func summary(
        _ name: String, _ help: String, _ labels: Labels = [], count: Double, sum: Double,
    ) {
        self.add(name, .summary, help) {
            [Self.line(name + "_sum", labels, sum), Self.line(name + "_count", labels, count)]
        }
    }

    /// Adds how many values were within bounds.
    ///
    /// - Parameter buckets: for each bound, in order, how many values were in its bucket alone; what lies beyond the last
    ///   one is part of `count` only.
    public mutating func histogram(
        _ name: String, _ help: String, _ labels: Labels = [], buckets: [(bound: Double, count: Int)], count: Int,
        sum: Double,
    ) {
        self.add(name, .histogram, help) {
            var lines: [String] = []
            var below = 0
            for bucket in buckets {
                below += bucket.count
                lines.append(
                    Self.line(name + "_bucket", labels + [("le", Self.text(bucket.bound))], Double(below)))
            }
            lines.append(Self.line(name + "_bucket", labels + [("le", "+Inf")], Double(count)))
            return lines + [Self.line(name + "_sum", labels, sum), Self.line(name + "_count", labels, Double(count))]
        }
    }

    /// What is added under a name that already means something else is left out: a reader would refuse the whole.
    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ lines: () -> [String]) {
        var metric = self.metrics[name] ?? Metric(kind: kind, help: help)
        guard metric.kind == kind else { return }
        metric.lines += lines()
        self.metrics[name] = metric
    }

    /// Adds everything that was added elsewhere.
    mutating func merge(_ other: Exposition) {
        for (name, metric) in other.metrics { self.add(name, metric.kind, metric.help) { metric.lines } }
    }

    // MARK: Writing

    /// The content type of ``text``.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// All of it; metrics in the order of their names.
    public var text: String {
        var text = ""
        for (name, metric) in self.metrics.sorted(by: { $0.key < $1.key }) {
            text +=
                "# HELP \(name) \(Self.escaped(metric.help, quotes: false))\n# TYPE \(name) \(metric.kind.rawValue)\n"
            for line in metric.lines { text += line + "\n" }
        }
        return text
    }

    private static func line(_ name: String, _ labels: Labels, _ value: Double) -> String {
        guard !labels.isEmpty else { return "\(name) \(self.text(value))" }
        let pairs = labels.map { "\($0.name)=\"\(self.escaped($0.value, quotes: true))\"" }
        return "\(name){\(pairs.joined(separator: ","))} \(self.text(value))"
    }

    private static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // Beyond this, not every whole number is one that a Double can be.
        return value == value.rounded() && abs(value) < 9e15 ? "\(Int(value))" : "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Duration {
    /// The duration in seconds, the unit of every time in figures.
    package var inSeconds: Double {
        let (seconds, attoseconds) = self.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
