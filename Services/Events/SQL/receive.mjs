// Receives events, and works each off exactly once. PGHOST, PGUSER and the others say where the database is.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg'; // node-postgres: npm install pg

const db = new pg.Client();
await db.connect();
await db.query('CREATE TABLE IF NOT EXISTS seen (position bigint, subject text)');
await db.query("SELECT bus.subscribe('node', 0, '{partners.agreement.*}')");
for (;;) {
  await db.query('BEGIN'); // what is received, what is made of it, and the receipt: all or nothing
  const { rows } = await db.query("SELECT receipt, position, subject, data FROM bus.receive('node', 10)");
  for (const { position, subject } of rows) {
    await db.query('INSERT INTO seen VALUES ($1, $2)', [position, subject]);
    await db.query("SELECT bus.publish('cn.edu.example.agreement.filed', $1, $2)", [subject, { by: 'node' }]);
  }
  if (rows.length > 0) await db.query('SELECT bus.ack($1)', [rows[0].receipt]);
  await db.query('COMMIT');
  if (rows.length === 0) await setTimeout(1000);
}
