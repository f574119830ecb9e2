"""Carries out command lines of `willing` in this process, and disturbs itself at a moment inside a write.

    python -m tests.durability.disturbed JOB.json

The job is `{"calls": [[...], ...], "moment": n, "delay": seconds, "how": "kill" | "size" | "connection" | null,
"spare": bytes}`. A moment is a statement of a writing transaction, or its commit, counted over all calls; `delay`
seconds after it begins, the process is killed ("kill", the real signal) or the server ends its connection
("connection"). With "size" no file may grow by more than `spare` bytes from the moment on. The last line printed is
`{"moments": n, "codes": [...]}`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event


class Disturbance:
    """Counts the moments and strikes at one of them."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.moments = 0
        self.job = job

    def met(self, connection: Connection) -> None:
        """One more moment begins on this connection."""
        if not connection.get_execution_options().get("writes", False):
            return
        self.moments += 1
        if self.job["how"] is None or self.moments != self.job["moment"]:
            return
        if self.job["how"] == "size":
            self.limit_files(Path(self.job["file"]))
            return
        strike = kill if self.job["how"] == "kill" else Cutter(connection).cut
        if not self.job["delay"]:
            strike()
            return
        threading.Thread(target=lambda: (time.sleep(self.job["delay"]), strike()), daemon=True).start()

    def limit_files(self, database: Path) -> None:
        # the log is what grows; the limit then stops the database file too, which is longer
        log = database.with_name(database.name + "-wal")
        most = (log.stat().st_size if log.exists() else 0) + self.job["spare"]
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


class Cutter:
    """Ends a connection of PostgreSQL as its server does on an administrator's word."""

    def __init__(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        self.process = driver.info.backend_pid
        self.address = connection.engine.url

    def cut(self) -> None:
        engine = create_engine(self.address)
        with engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({int(self.process)}, 5000)")
        engine.dispose()


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    from willing.cli.main import run

    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    disturbance = Disturbance(job)
    event.listen(Engine, "before_cursor_execute", lambda connection, *_: disturbance.met(connection))
    event.listen(Engine, "commit", disturbance.met)
    codes = [run(call) for call in job["calls"]]
    print(json.dumps({"moments": disturbance.moments, "codes": codes}))


if __name__ == "__main__":
    main()
