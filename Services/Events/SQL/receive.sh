#!/bin/sh
# Receives events with psql, and works each off exactly once. PGHOST, PGUSER and the others say where the database is.
set -eu
sql() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }
sql -c "CREATE TABLE IF NOT EXISTS seen (position bigint, subject text)" \
    -c "SELECT bus.subscribe('shell', 0, '{partners.agreement.*}')" >/dev/null
while sleep 1; do
    sql >/dev/null <<'SQL'
BEGIN;
CREATE TEMP TABLE batch ON COMMIT DROP AS SELECT * FROM bus.receive('shell', 1000);
INSERT INTO seen SELECT position, subject FROM batch;
SELECT bus.publish('cn.edu.example.agreement.filed', subject, json_build_object('by', 'shell')) FROM batch;
SELECT bus.ack(receipt) FROM batch LIMIT 1;
COMMIT;
SQL
done
