extension BusMigrations {
    /// What must hold of an event, wherever one is kept: whatever a publisher of plain SQL writes, every reader can read.
    ///
    /// Domains and not CHECKs of the tables: the server parses a table's CHECKs anew for each statement (14 of the 25
    /// microseconds that an INSERT of one event took it), a domain's once in a session.
    static let domains = """
        CREATE DOMAIN bus.event_type AS text
            CONSTRAINT event_type_check CHECK (VALUE !~ '[[:cntrl:]]' AND octet_length(VALUE) BETWEEN 1 AND 255);
        CREATE DOMAIN bus.event_source AS text
            CONSTRAINT event_source_check CHECK (VALUE !~ '[[:cntrl:]]' AND octet_length(VALUE) BETWEEN 1 AND 255);
        CREATE DOMAIN bus.event_subject AS text
            CONSTRAINT event_subject_check CHECK (VALUE !~ '[[:cntrl:]]' AND octet_length(VALUE) BETWEEN 1 AND 4000);
        CREATE DOMAIN bus.event_partitionkey AS text
            CONSTRAINT event_partitionkey_check CHECK (octet_length(VALUE) BETWEEN 1 AND 4000);
        -- CloudEvents wants RFC 3339, which has neither infinity nor years beyond four digits.
        CREATE DOMAIN bus.event_time AS timestamptz
            CONSTRAINT event_time_check CHECK (VALUE >= '0001-01-01 00:00:00+00' AND VALUE < '10000-01-01 00:00:00+00');
        """

    /// What a publisher says of an event, wherever an event is kept.
    static let saidColumns = """
        source bus.event_source NOT NULL, type bus.event_type NOT NULL, subject bus.event_subject,
        partitionkey bus.event_partitionkey NOT NULL, unit text, actor text, dataschema text, traceparent text,
        tracestate text, correlationid text, causationid text, data json
        """

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

        \#(domains)

        CREATE TABLE bus.events (
            seq bigint GENERATED ALWAYS AS IDENTITY,
            txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            time bus.event_time NOT NULL DEFAULT now(),
            \#(saidColumns),
            PRIMARY KEY (txid, seq)
        ) PARTITION BY RANGE (txid);

        -- The safety net: an insert never fails for want of a partition.
        CREATE TABLE bus.events_default PARTITION OF bus.events DEFAULT;
        """#
}
