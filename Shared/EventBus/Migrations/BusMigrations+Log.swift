extension BusMigrations {
    /// What a publisher says of an event, wherever an event is kept.
    static let saidColumns = """
        source text NOT NULL, type text NOT NULL, subject text, partitionkey text NOT NULL, unit text, actor text,
        dataschema text, traceparent text, correlationid text, causationid text, data json
        """

    /// The names of ``saidColumns``.
    static let said =
        "source, type, subject, partitionkey, unit, actor, dataschema, traceparent, correlationid, causationid, data"

    /// The parameters of a function by which plain SQL publishes: what is said of an event, but not by whom.
    static let publisherParameters = """
        type text, subject text = NULL, data json = NULL, partitionkey text = NULL, unit text = NULL,
        actor text = NULL, dataschema text = NULL, traceparent text = NULL, correlationid text = NULL,
        causationid text = NULL, id uuid = NULL
        """

    /// What such a function keeps, in the order of ``said``; the source is the caller's own, and `event` the id.
    static let publishedValues = """
        bus.publisher_source(), type, subject, coalesce(partitionkey, subject, event::text), unit, actor, dataschema,
        traceparent, correlationid, causationid, data
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
            PRIMARY KEY (txid, seq)
        ) PARTITION BY RANGE (txid);

        -- The safety net: an insert never fails for want of a partition.
        CREATE TABLE bus.events_default PARTITION OF bus.events DEFAULT;

        -- Whatever a publisher of plain SQL writes, every reader can read: CloudEvents wants RFC 3339, which has neither
        -- infinity nor years beyond four digits, and texts without control characters.
        --
        -- A trigger, not checks of the table: those are parsed anew for every statement, which made publishing an event a
        -- quarter dearer. They speak with one voice all the same.
        CREATE FUNCTION bus.require_readable() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
            fault text;
        BEGIN
            IF NEW.time >= '0001-01-01 00:00:00+00' AND NEW.time < '10000-01-01 00:00:00+00'
                AND octet_length(NEW.type) BETWEEN 1 AND 255 AND octet_length(NEW.source) BETWEEN 1 AND 255
                AND octet_length(NEW.partitionkey) BETWEEN 1 AND 4000
                AND (NEW.subject IS NULL OR octet_length(NEW.subject) BETWEEN 1 AND 4000)
                AND concat(NEW.type, NEW.source, NEW.subject) !~ '[[:cntrl:]]'
            THEN
                RETURN NEW;
            END IF;
            fault := CASE
                WHEN NEW.time < '0001-01-01 00:00:00+00' OR NEW.time >= '10000-01-01 00:00:00+00' THEN 'time'
                WHEN NEW.type ~ '[[:cntrl:]]' OR octet_length(NEW.type) NOT BETWEEN 1 AND 255 THEN 'type'
                WHEN NEW.source ~ '[[:cntrl:]]' OR octet_length(NEW.source) NOT BETWEEN 1 AND 255 THEN 'source'
                WHEN NEW.subject ~ '[[:cntrl:]]' OR octet_length(NEW.subject) NOT BETWEEN 1 AND 4000 THEN 'subject'
                WHEN octet_length(NEW.partitionkey) NOT BETWEEN 1 AND 4000 THEN 'partitionkey'
            END;
            IF fault IS NULL THEN
                -- Something is missing, which the table itself says best.
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'bus: no event can have this %', fault
                USING ERRCODE = 'check_violation', SCHEMA = 'bus', TABLE = 'events', COLUMN = fault,
                    CONSTRAINT = 'events_' || fault || '_check';
        END
        $$;
        CREATE TRIGGER readable BEFORE INSERT ON bus.events FOR EACH ROW EXECUTE FUNCTION bus.require_readable();
        """#
}
