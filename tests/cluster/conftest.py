"""A Spark cluster of this machine: a master and two workers, each a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/cluster" in str(item.fspath):
            item.add_marker(pytest.mark.cluster)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Cluster:
    master: str
    workers: list[subprocess.Popen[bytes]]

    def kill(self, place: int) -> None:
        """End a worker at once, with the executor that it has started."""
        os.killpg(self.workers[place].pid, signal.SIGKILL)
        self.workers[place].wait()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pyspark = pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("there is no Java here")
    home = Path(pyspark.__file__).parent
    folder = tmp_path_factory.mktemp("spark")
    port = free_port()
    settings = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]), "SPARK_WORKER_DIR": str(folder),
    }  # fmt: skip
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *more: str) -> subprocess.Popen[bytes]:
        with open(folder / f"{len(started)}.log", "wb") as log:
            made = subprocess.Popen(
                [home / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", *more],
                env=settings, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        started.append(made)
        return made

    start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
    master = f"spark://127.0.0.1:{port}"
    workers = [
        start("worker.Worker", "--cores", "1", "--memory", "1g", "--webui-port", str(free_port()), master)
        for _ in range(2)
    ]
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if len(re.findall(r"Registering worker", (folder / "0.log").read_text(errors="replace"))) == 2:
            break
        time.sleep(0.3)
    else:
        pytest.fail((folder / "0.log").read_text(errors="replace")[-2000:])
    yield Cluster(master, workers)
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
