import Database
import FoundationEssentials
import Glibc
import LibPQ

/// Reads the rows of `bus.read` and `bus.fetch`: events, and a last row that says where to go on.
///
/// Consecutive events mostly share their source, type, unit, actor and trace; those strings are made once.
struct EventRows {
    var events: [Event] = []
    var next = 0
    var head = 0
    /// The life of the log in which these positions hold; only `bus.read` tells it.
    var incarnation = ""
    /// When the next failed event is due, if one is; only `bus.fetch` tells it, like the next six.
    var due: Duration?
    /// The how-manyth attempt at a failed event this is; 0 for events from the log.
    var attempt = 0
    /// Positions of events that wait behind an earlier failure of their key.
    var blocked: [Int] = []
    /// Whether the slot ends at `next`: that of a replay, or of a division that was replaced.
    var isOver = false
    /// Behind which position these rows begin.
    private(set) var after = 0
    /// What the slot asks of the log, when it is a page or more behind; see ``SharedPages``.
    private(set) var question: String?
    /// When the oldest of these events came into the log: counted back from now by the server, whose clock it was.
    private(set) var cameAt: ContinuousClock.Instant?
    /// Whether the last row was there: it is missing when the lease does not hold.
    var isComplete = false

    private var source = ""
    private var type = ""
    private var unit = ""
    private var actor = ""
    private var traceParent = ""

    /// Reads the rows of `bus.read`, or of `bus.fetch`, which carry more.
    init(_ rows: Rows, fetched: Bool = false) throws {
        self.events.reserveCapacity(max(rows.count - 1, 0))
        for row in rows {
            if row.isNull(Column.id) {
                self.head = try EventRows.integer(row, Column.head)
                if fetched {
                    self.isOver = try row.decode(Column.isOver, as: Bool.self)
                    self.after = try EventRows.integer(row, Column.after)
                    self.question = row.string(Column.question)
                    if !row.isNull(Column.age) {
                        self.cameAt = .now - .microseconds(try EventRows.integer(row, Column.age))
                    }
                    if !row.isNull(Column.due) { self.due = .milliseconds(try EventRows.integer(row, Column.due)) }
                } else {
                    self.incarnation = row.string(Column.incarnation) ?? ""
                }
                self.next =
                    row.isNull(Column.position)
                    ? max(self.events.last?.position ?? 0, self.blocked.last ?? 0)
                    : try EventRows.integer(row, Column.position)
                self.isComplete = true
                continue
            }
            if fetched {
                if row.withBytes(Column.isBlocked, { $0.first == UInt8(ascii: "t") }) {
                    self.blocked.append(try EventRows.integer(row, Column.position))
                    continue
                }
                self.attempt = try EventRows.integer(row, Column.attempt)
            }
            self.events.append(try self.event(row))
        }
    }

    private init() {}

    /// What was read, for others with the same question.
    func page(since: ContinuousClock.Instant) -> SharedPages.Page {
        SharedPages.Page(
            after: self.after, next: self.next, events: self.events, isOver: self.isOver, cameAt: self.cameAt,
            since: since)
    }

    /// Takes the events from a page that another slot has read; refuses when the server says that this one stands somewhere
    /// else, or asks something else by now.
    mutating func take(_ page: SharedPages.Page, asking question: String?) -> Bool {
        guard page.after == self.after, self.question == question else { return false }
        self.events = page.events
        self.next = page.next
        self.isOver = page.isOver
        self.cameAt = page.cameAt
        return true
    }

    /// The columns of an event, for queries that are read by ``events(of:)``.
    static let columns = "position, \(Self.valueColumns)"

    /// The same without the position.
    static let valueColumns = """
        id, source, type, subject, time, partitionkey, unit, actor, dataschema, traceparent, tracestate, correlationid, \
        causationid, data
        """

    /// The events of rows that begin with ``columns`` and have no last row of another kind.
    static func events(of rows: Rows) throws -> [Event] {
        var reader = EventRows()
        return try rows.map { try reader.event($0) }
    }

    private enum Column {
        static let position = 0
        static let id = 1
        static let source = 2
        static let type = 3
        static let subject = 4
        static let time = 5
        static let partitionKey = 6
        static let unit = 7
        static let actor = 8
        static let dataSchema = 9
        static let traceParent = 10
        static let traceState = 11
        static let correlationID = 12
        static let causationID = 13
        static let data = 14
        static let head = 15
        static let incarnation = 16
        static let due = 16
        static let attempt = 17
        static let isBlocked = 18
        static let isOver = 19
        static let after = 20
        static let question = 21
        static let age = 22
    }

    private mutating func event(_ row: Row) throws -> Event {
        guard
            let id = try? row.withBytes(Column.id, { try UUID.decode(sqlText: $0, type: .uuid) }),
            let microseconds = row.withBytes(Column.time, { Timestamp.microseconds(postgres: $0) })
        else {
            // The one behind which the reader cannot go on by itself.
            throw EventBusError(.malformedEvent, position: try? EventRows.integer(row, Column.position))
        }
        EventRows.refresh(&self.source, row, Column.source)
        EventRows.refresh(&self.type, row, Column.type)
        let subject = row.string(Column.subject)
        // Mostly what the event is about.
        var partitionKey = subject ?? ""
        EventRows.refresh(&partitionKey, row, Column.partitionKey)
        return Event(
            position: try EventRows.integer(row, Column.position),
            id: id,
            source: self.source,
            type: self.type,
            subject: subject,
            microseconds: microseconds,
            partitionKey: partitionKey,
            unit: EventRows.refreshed(&self.unit, row, Column.unit),
            actor: EventRows.refreshed(&self.actor, row, Column.actor),
            dataSchema: row.string(Column.dataSchema),
            traceParent: EventRows.refreshed(&self.traceParent, row, Column.traceParent),
            traceState: row.string(Column.traceState),
            correlationID: row.string(Column.correlationID),
            causationID: row.string(Column.causationID),
            data: row.isNull(Column.data) ? nil : row.withBytes(Column.data) { [UInt8]($0) },
        )
    }

    private static func integer(_ row: Row, _ column: Int) throws -> Int {
        var value = 0
        let isNumber = row.withBytes(column) { bytes in
            for byte in bytes {
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10 else { return false }
                value = value &* 10 &+ Int(digit)
            }
            return !bytes.isEmpty
        }
        guard isNumber else { throw EventBusError(.malformedEvent) }
        return value
    }

    private static func refreshed(_ last: inout String, _ row: Row, _ column: Int) -> String? {
        guard !row.isNull(column) else { return nil }
        self.refresh(&last, row, column)
        return last
    }

    private static func refresh(_ last: inout String, _ row: Row, _ column: Int) {
        row.withBytes(column) { bytes in
            let isSame = last.utf8.withContiguousStorageIfAvailable { known in
                guard let ours = known.baseAddress, let theirs = bytes.baseAddress else { return bytes.isEmpty }
                return known.count == bytes.count && memcmp(ours, theirs, bytes.count) == 0
            }
            if isSame != true {
                last = String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
