extension BusMigrations {
    /// What a publisher says of an event, wherever an event is kept.
    static let saidColumns = """
        source text NOT NULL, type text NOT NULL, subject text, partitionkey text NOT NULL, unit text, actor text,
        dataschema text, traceparent text, tracestate text, correlationid text, causationid text, data json
        """

    /// What must hold of ``saidColumns`` in a table.
    static func saidChecks(of table: String) -> String {
        """
        CONSTRAINT \(table)_type_check CHECK (type !~ '[[:cntrl:]]' AND octet_length(type) BETWEEN 1 AND 255),
        CONSTRAINT \(table)_source_check
            CHECK (source !~ '[[:cntrl:]]' AND octet_length(source) BETWEEN 1 AND 255),
        CONSTRAINT \(table)_subject_check
            CHECK (subject !~ '[[:cntrl:]]' AND octet_length(subject) BETWEEN 1 AND 4000),
        CONSTRAINT \(table)_partitionkey_check CHECK (octet_length(partitionkey) BETWEEN 1 AND 4000)
        """
    }

    /// The names of ``saidColumns``.
    static let said = """
        source, type, subject, partitionkey, unit, actor, dataschema, traceparent, tracestate, correlationid, \
        causationid, data
        """

    /// The parameters of a function by which plain SQL publishes: what is said of an event, but not by whom.
    static let publisherParameters = """
        type text, subject text = NULL, data json = NULL, partitionkey text = NULL, unit text = NULL,
        actor text = NULL, dataschema text = NULL, traceparent text = NULL, tracestate text = NULL, correlationid text = NULL,
        causationid text = NULL, id uuid = NULL
        """

    /// What such a function keeps, in the order of ``said``; the source is the caller's own, and `event` the id.
    static let publishedValues = """
        bus.publisher_source(), type, subject, coalesce(partitionkey, subject, event::text), unit, actor, dataschema,
        traceparent, tracestate, correlationid, causationid, data
        """

    /// The values of ``saidColumns`` of a row called `name`.
    static func said(of name: String) -> String {
        self.said.split(separator: ", ").map { "\(name).\($0)" }.joined(separator: ", ")
    }

    /// The log itself: append-only, partitioned by the transaction that wrote the row, because both index reads of a
    /// tick are ranges of `txid` and only such partitions let them prune.
    static let log = #"""
        CREATE SCHEMA IF NOT EXISTS bus;

        CREATE TABLE bus.events (
            seq bigint GENERATED ALWAYS AS IDENTITY,
            txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            time timestamptz NOT NULL DEFAULT now(),
            \#(saidColumns),
            PRIMARY KEY (txid, seq),
            -- Whatever a publisher of plain SQL writes, every reader can read: CloudEvents wants RFC 3339, which has
            -- neither infinity nor years beyond four digits, and texts without control characters.
            CONSTRAINT events_time_check CHECK (time >= '0001-01-01 00:00:00+00' AND time < '10000-01-01 00:00:00+00'),
            \#(saidChecks(of: "events"))
        ) PARTITION BY RANGE (txid);

        -- The safety net: an insert never fails for want of a partition.
        CREATE TABLE bus.events_default PARTITION OF bus.events DEFAULT;
        """#
}
