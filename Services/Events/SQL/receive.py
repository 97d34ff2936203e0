"""Receives events, and works each off exactly once. PGHOST, PGUSER and the others say where the database is."""
import time
import psycopg  # psycopg 3: pip install 'psycopg[binary]'

with psycopg.connect(autocommit=True) as db:
    db.execute("CREATE TABLE IF NOT EXISTS seen (position bigint, subject text)")
    db.execute("SELECT bus.subscribe('python', 0, '{partners.agreement.*}')")
    while True:
        with db.transaction():  # what is received, what is made of it, and the receipt: all or nothing
            events = db.execute("SELECT receipt, position, subject, data FROM bus.receive('python', 10)").fetchall()
            for receipt, position, subject, data in events:
                db.execute("INSERT INTO seen VALUES (%s, %s)", [position, subject])
                db.execute("SELECT bus.publish('cn.edu.example.agreement.filed', %s, '{\"by\": \"python\"}')", [subject])
            if events:
                db.execute("SELECT bus.ack(%s)", [events[0][0]])
        if not events:
            time.sleep(1)
