public import Database
public import Model

/// An event that nobody's change causes but a date: an agreement ends in ninety days.
///
/// A service declares what is due on a day; the ``DateScheduler`` publishes it. Its data hold the record as those of every
/// other event about it do, `due`, the date in question, and `days`, how long before it the event is meant to come.
public struct DatedEvent: Sendable {
    /// What it is remembered by that it was published; never changed, or all is published again.
    public let name: String
    /// The record type it is about.
    public let resource: Resource
    /// The last part of its type, one that the record type declares.
    public let verb: String
    /// The statement that finds what is due today: rows of `record uuid, due date, days int`.
    ///
    /// It says what holds today, not what was reached today: what fell due while nobody looked is found later.
    public let due: @Sendable (_ today: SQL) -> SQL

    /// Declares an event.
    public init(
        _ name: String, of resource: Resource, _ verb: String, due: @escaping @Sendable (_ today: SQL) -> SQL,
    ) {
        precondition(resource.eventVerbs.contains(verb), "\(resource.name) declares no event \(verb)")
        self.name = name
        self.resource = resource
        self.verb = verb
        self.due = due
    }

    /// Makes the table in which a service remembers what it has published.
    ///
    /// The key is what makes every event come once, however many processes look and whatever their clocks say. It refers
    /// to nothing, so that a record that is gone is remembered too.
    ///
    /// - Parameters:
    ///   - schema: the service's name.
    ///   - number: the migration's place in the service's list: `0005`.
    public static func migration(schema: String, _ number: String) -> Migration {
        Migration(
            id: "\(number)_dated_events",
            sql: """
                CREATE TABLE \(schema).dated_events (
                    name text NOT NULL,
                    record uuid NOT NULL,
                    due date NOT NULL,
                    days int NOT NULL,
                    published_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (name, record, due, days)
                );
                """)
    }
}
