extension BusMigrations {
    /// The log itself: append-only, partitioned by the transaction that wrote the row, because both index reads of a
    /// tick are ranges of `txid` and only such partitions let them prune.
    static let log = #"""
        CREATE SCHEMA IF NOT EXISTS bus;

        CREATE TABLE bus.events (
            seq bigint GENERATED ALWAYS AS IDENTITY,
            txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            time timestamptz NOT NULL DEFAULT now(),
            source text NOT NULL,
            type text NOT NULL,
            subject text,
            partitionkey text NOT NULL,
            unit text,
            actor text,
            dataschema text,
            traceparent text,
            correlationid text,
            causationid text,
            data json,
            PRIMARY KEY (txid, seq),
            -- Whatever a publisher of plain SQL writes, every reader can read: CloudEvents wants RFC 3339, which has
            -- neither infinity nor years beyond four digits, and texts without control characters.
            CONSTRAINT events_time_check CHECK (time >= '0001-01-01 00:00:00+00' AND time < '10000-01-01 00:00:00+00'),
            CONSTRAINT events_type_check CHECK (type !~ '[[:cntrl:]]' AND octet_length(type) BETWEEN 1 AND 255),
            CONSTRAINT events_source_check
                CHECK (source !~ '[[:cntrl:]]' AND octet_length(source) BETWEEN 1 AND 255),
            CONSTRAINT events_subject_check
                CHECK (subject !~ '[[:cntrl:]]' AND octet_length(subject) BETWEEN 1 AND 4000),
            CONSTRAINT events_partitionkey_check CHECK (octet_length(partitionkey) BETWEEN 1 AND 4000)
        ) PARTITION BY RANGE (txid);

        -- The safety net: an insert never fails for want of a partition.
        CREATE TABLE bus.events_default PARTITION OF bus.events DEFAULT;
        """#
}
