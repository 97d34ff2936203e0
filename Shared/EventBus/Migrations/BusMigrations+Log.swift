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
            PRIMARY KEY (txid, seq)
        ) PARTITION BY RANGE (txid);

        -- The safety net: an insert never fails for want of a partition.
        CREATE TABLE bus.events_default PARTITION OF bus.events DEFAULT;
        """#
}
