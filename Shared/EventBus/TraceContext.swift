import Synchronization

/// The trace that a piece of work belongs to (W3C Trace Context): from a request over its event to whatever that causes.
///
/// No spans are recorded here. So the parent of a request that names its trace stays the parent of all that follows:
/// whoever records the trace finds it whole, without a gap where this program stands.
public struct TraceContext: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64
    private let parent: UInt64
    private let flags: UInt8
    /// What those who record the trace have to say to each other, a `tracestate` header that is handed on as it came; nil
    /// for nothing.
    public let state: String?

    /// The trace of the task that runs now; nil outside of any.
    @TaskLocal public static var current: TraceContext?

    /// Reads a `traceparent` header; nil when it is none that may be passed on (section 3.2.2).
    ///
    /// Later versions may have more to say after the flags; what is understood of them is read as version 00.
    ///
    /// - Parameter state: its `tracestate`; one that is longer than what everybody hands on, or no text of printable
    ///   ASCII, is dropped (section 3.3.1.5).
    public init?(traceparent text: String, state: String? = nil) {
        var text = text
        let fields = text.withUTF8 { bytes -> (UInt8, UInt64, UInt64, UInt64, UInt8)? in
            guard bytes.count >= 55, [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
                let version = Self.number(bytes[0..<2]), version != 0xFF,
                bytes.count == 55 || (version > 0 && bytes[55] == UInt8(ascii: "-")),
                let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
                let parent = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55])
            else { return nil }
            return (UInt8(version), high, low, parent, UInt8(flags))
        }
        // Nothing but zeros is how other programs write that they have none.
        guard let (_, high, low, parent, flags) = fields, high | low != 0, parent != 0 else { return nil }
        self.init(
            high: high, low: low, parent: parent, flags: flags,
            state: state.flatMap { Self.isState($0) ? $0 : nil })
    }

    /// Whether a text may be handed on as a `tracestate`.
    public static func isState(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private init(high: UInt64, low: UInt64, parent: UInt64, flags: UInt8, state: String? = nil) {
        self.high = high
        self.low = low
        self.parent = parent
        self.flags = flags
        self.state = state
    }

    /// Begins a trace, which nobody samples.
    public static func generate() -> TraceContext {
        TraceContext(high: self.process, low: self.draw(), parent: self.draw(), flags: 0)
    }

    /// The first half of the names of all traces that begin in this process.
    private static let process = UInt64.random(in: 1 ... .max)
    private static let seed = Atomic(UInt64.random(in: .min ... .max))

    /// A number other than zero that no other trace of this process has: SplitMix64 (Steele, Lea, Flood 2014).
    ///
    /// Names need not be hard to guess, only different. Every request has one, and three questions to the kernel were a
    /// fiftieth of what a request for a record costs.
    private static func draw() -> UInt64 {
        var value = self.seed.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return max(value ^ value >> 31, 1)
    }

    /// The trace's name: 32 hexadecimal digits, the same for everything that belongs to it.
    public var traceID: String { Self.text([(self.high, 16), (self.low, 16)]) }

    /// The value of a `traceparent` header, version 00.
    public var traceparent: String {
        "00-\(self.traceID)-\(Self.text([(self.parent, 16)]))-\(Self.text([(UInt64(self.flags), 2)]))"
    }

    /// Does something as a part of this trace: everything that is published meanwhile carries it.
    public func run<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await Self.$current.withValue(self, operation: body)
    }

    /// Only digits and small letters: capitals are no valid `traceparent`.
    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var value: UInt64 = 0
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    private static func text(_ numbers: [(value: UInt64, digits: Int)]) -> String {
        let digits = "0123456789abcdef".utf8.map { $0 }
        let bytes = numbers.flatMap { number in
            (0..<number.digits).reversed().map { digits[Int(number.value >> UInt64($0 * 4) & 0xF)] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Event {
    /// The trace that the event belongs to; nil when its publisher named none.
    public var trace: TraceContext? {
        self.traceParent.flatMap { TraceContext(traceparent: $0, state: self.traceState) }
    }

    /// Does something because of this event: what is published meanwhile belongs to the same trace.
    public func traced<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await (self.trace ?? TraceContext.generate()).run(body)
    }
}
