"""Makes the databases of SQLiteTests.swift with Python's own sqlite3 module.

    python3 make_sqlite.py
"""
import sqlite3
from pathlib import Path

OUT = Path(__file__).parent.parent / "files" / "sqlite"
OUT.mkdir(parents=True, exist_ok=True)


def database(name, script, then=None):
    path = OUT / name
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA page_size = 1024;" + script)
    if then:
        then(connection)
    connection.commit()
    connection.close()


def main():
    database("survey.db", """
        CREATE TABLE answers (id INTEGER PRIMARY KEY, "省份" TEXT, q1 INTEGER, output REAL, audited BOOLEAN,
                              filled DATE, sent DATETIME, odd, scan BLOB);
        CREATE TABLE enterprises (name TEXT, staff INT);
        CREATE VIEW big AS SELECT name FROM enterprises WHERE staff > 100;
        INSERT INTO answers VALUES (1, '山东', 3, 1.5, 1, '2022-03-01', '2022-03-01 08:05:00', 1, x'00ff');
        INSERT INTO answers VALUES (2, '江苏', NULL, 2, 0, '2022-03-02', '2022-03-01T08:05:01Z', 'two', NULL);
        INSERT INTO answers VALUES (3, '山东', 5, NULL, NULL, NULL, NULL, 3.5, NULL);
        INSERT INTO answers VALUES (4, '江苏', -1, 1e300, 1, '1899-12-31', '1969-12-31 23:59:59', NULL, x'01');
        INSERT INTO enterprises VALUES ('A', 50), ('B', 500);
        """)
    database("one.db", "CREATE TABLE \"odd \"\" name\" (a); INSERT INTO \"odd \"\" name\" VALUES (7);")
    database("empty.db", "CREATE TABLE t (a INTEGER, b TEXT);")
    database("no-tables.db", "PRAGMA user_version = 1;")
    database("odd.db", "CREATE TABLE t (a DATE, b BOOLEAN, c REAL);", lambda c: (
        c.execute("INSERT INTO t VALUES ('2022-03-01', 2, 9e999)"),
        c.execute("INSERT INTO t VALUES ('soon', 1, CAST(x'61ff62' AS TEXT))")))
    database("view.db", "CREATE TABLE t (a); CREATE VIEW v AS SELECT load_extension('x') FROM t; INSERT INTO t VALUES (1);")
    content = bytearray((OUT / "survey.db").read_bytes())
    (OUT / "bad-cut.db").write_bytes(content[:2048])
    content[1024:3072] = b"\xab" * 2048
    (OUT / "bad-pages.db").write_bytes(content)
    (OUT / "bad-header.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 1008)
    (OUT / "bad-encrypted.db").write_bytes(bytes((i * 197 + 31) % 256 for i in range(2048)))
    (OUT / "bad-short.db").write_bytes(b"SQLite")


main()
