"""Every chore of the project, set-up included; needs Python 3.11 or newer and nothing else.

    python3 manage.py run [--port N] [--db FILE]           the dashboard, on sample data when there is no file yet
    python3 manage.py run --rollup DIR                     a province's dashboard, on what its offices have sent
    python3 manage.py run --sample 2                       the same program, another department under a plan of its own
    python3 manage.py run --lan --host NAME                for the office's network, to whoever has an account
    python3 manage.py test [--quick] [pytest options]      every check and every test; --quick: no browser, no kills
    python3 manage.py test --heavy                         what takes long: the papers of 500 random meetings
    python3 manage.py test --cluster                       the roll-up on a Spark cluster of this machine
    python3 manage.py pack [--target windows]              a bundle that installs without a network; lock: its hashes
    python3 manage.py lint | bench | screenshots | sample  the checks alone; measurements; README pictures; sample file

It uses the standard library alone. The virtual environment is .venv; deleting it is always safe.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELS = ROOT / "wheels"
"""A bundle's own packages: with them nothing is fetched."""
DEFAULT_DB = ROOT / "var" / "dienhinh.duckdb"


def sh(command: Sequence[object], **options: object) -> int:
    """Run a command in the project's folder; returns its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, **options).returncode  # type: ignore[call-overload]


def must(command: Sequence[str | Path], doing: str) -> None:
    if code := sh(command):
        sys.exit(f"{doing}: failed (exit code {code}). Run the same command again to go on from here.")


def set_up(requirements: str) -> None:
    """Make .venv hold what ``requirements`` pins. A stamp, written last, says it is complete; without it, all again."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed.")
    wanted = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in dict.fromkeys(("requirements.txt", requirements)):
        wanted.update((ROOT / name).read_bytes())
    stamp = VENV / f"{requirements}.stamp"
    if stamp.exists() and stamp.read_text() == wanted.hexdigest() and PYTHON.exists():
        return
    works = PYTHON.exists() and not sh(
        [PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if not works:
        print("Making the virtual environment .venv …", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=True)
    print(f"Installing {requirements} …", flush=True)
    offline: list[str | Path] = ["--no-index", "--find-links", WHEELS] if WHEELS.is_dir() else []
    must(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *offline, "-r", ROOT / requirements],
        "Installing",
    )
    stamp.write_text(wanted.hexdigest())


def free_port(wanted: int) -> int:
    """``wanted`` if it is free, else the next one that is."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    sys.exit(f"No free port from {wanted} on.")


def run(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements.txt")
    usual = DEFAULT_DB if options.sample == "1" else DEFAULT_DB.with_stem(f"{DEFAULT_DB.stem}-{options.sample}")
    db = (options.db or usual).resolve()
    if options.rollup:
        db = (options.db or options.rollup / "tong-hop.duckdb").resolve()
    if (
        not options.rollup
        and not db.exists()
        and not (db.with_name(db.name + ".mark").exists() or any((db.parent / "backups").glob("*")))
    ):
        print(f"Making {db} with the sample department …", flush=True)
        db.parent.mkdir(parents=True, exist_ok=True)
        must([PYTHON, "-m", "dienhinh", "init", "--db", db, "--sample", options.sample], "Making the data file")
    if options.port is not None:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", options.port)):
                sys.exit(f"Port {options.port} is taken; choose another with --port.")
    port = options.port or free_port(8501)
    command = [str(PYTHON), "-m", "dienhinh.serve", "--server.port", str(port), "--server.headless", "true", *rest]
    if options.lan:
        command += ["--lan", *(part for host in options.host for part in ("--host", host))]
    else:
        print(f"Điển hình: http://localhost:{port}", flush=True)
    environment = {**os.environ, "DIENHINH_DB": str(db), "PYTHONUTF8": "1"}
    if options.rollup:
        environment["DIENHINH_ROLLUP"] = str(options.rollup.resolve())
    os.chdir(ROOT)
    if os.name != "nt":  # become the server, so that whoever ends this process ends the dashboard
        os.execve(PYTHON, command, environment)
    try:
        return sh(command, env=environment)
    except KeyboardInterrupt:
        return 0


def packages(*names: str) -> None:
    """Install packages of the system, where it has apt."""
    if not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(names)} from the system's packages …", flush=True)
    sudo: list[str | Path] = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {"stdout": subprocess.DEVNULL}
    sh([*sudo, "apt-get", "update", "-qq"], **quiet)
    sh(
        [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *names],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        **quiet,
    )


def chromium() -> None:
    """A Chromium for the browser tests: the system's, installed from its packages where it is missing."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    if os.environ.get("CHROMIUM") or any(shutil.which(n) for n in names):
        return
    if os.name == "nt":  # Edge is a Chromium and part of Windows
        return
    packages("chromium")
    if not any(shutil.which(n) for n in names):
        sys.exit("The browser tests need Chromium: install it, or name it in the variable CHROMIUM.")


def paper_readers() -> None:
    """LibreOffice and tesseract with Vietnamese, for the tests of papers and scans; those tests are left out without
    them."""
    if os.name == "nt":
        return
    wanted = []
    if not shutil.which("soffice"):
        wanted += ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"]
    program = shutil.which("tesseract")
    known = (
        subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout if program else ""
    )
    if "vie" not in known.split():
        wanted += ["tesseract-ocr", "tesseract-ocr-vie"]
    fonts = (
        subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
        if shutil.which("fc-list")
        else ""
    )
    if "Tinos" not in fonts and "Times New Roman" not in fonts:
        wanted += ["fontconfig", "fonts-croscore"]
    if wanted:
        packages(*wanted)


def lint(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements-dev.txt")
    sources = [
        "app.py",
        "manage.py",
        "pages",
        "dienhinh",
        "tests",
        "benchmarks",
        "data/sample",
        "data/sample-2",
        "docs",
    ]
    codes = [
        sh([PYTHON, "-m", "ruff", "check", *sources]),
        sh([PYTHON, "-m", "ruff", "format", "--check", *sources]),
        sh([PYTHON, "-m", "mypy"]),
        sh([PYTHON, "-c", "from importlinter.cli import lint_imports_command as go; go()"]),
    ]
    return max(codes)


def java() -> None:
    """A Java runtime for the cluster, from the system's packages where it is missing."""
    if not shutil.which("java"):
        packages("openjdk-17-jre-headless")
    if not shutil.which("java"):
        sys.exit("The cluster needs Java 17 or newer: install a JRE.")


HEAVY = [
    f"tests/{name}.py"
    for name in (
        "reports/test_claims",
        "verdicts/test_goals",
        "verdicts/test_countdown",
        "verdicts/test_sentences",
        "store/test_editing",
        "store/test_trial",
        "store/test_succession",
        "exchange/test_exporting",
        "criteria/test_properties",
        "criteria/test_language",
        "criteria/test_ladder",
        "verdicts/test_statistics",
        "test_benchmarks",
    )
]
"""Properties that the main tests try on some examples, and the heavier run on all of them."""


def test(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements-dev.txt")
    command: list[str | Path] = [PYTHON, "-m", "pytest", *rest]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if options.cluster:
        set_up("requirements-cluster.txt")
        java()
        return sh([*command, "tests/cluster"], env=environment)
    if options.quick:
        environment["HYPOTHESIS_PROFILE"] = "quick"
        return sh([*command, "-n", "2", "-m", "not journey and not slow and not cluster"], env=environment)
    if options.heavy:
        environment["DIENHINH_HEAVY"] = "1"
        chromium()
        return sh([*command, "-n", "2", "-m", "not journey", *HEAVY], env=environment)
    chromium()
    paper_readers()
    linted = lint(options, [])
    if options.cov:
        command += ["--cov", "--cov-report=term:skip-covered"]
    if not rest:
        command += ["-n", "2", "--dist", "loadgroup", "-m", "not cluster"]
    tested = sh(command, env=environment)
    if linted:
        print("The checks before the tests failed; see above.", flush=True)
    return tested or linted


def bench(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements-dev.txt")
    chromium()
    return max(sh([PYTHON, f"benchmarks/{name}.py"]) for name in ("tally", "importing", "whatif", "clicks", "grid"))


def screenshots(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements-dev.txt")
    chromium()
    return sh([PYTHON, "docs/screenshots.py", *rest])


def sample(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements.txt")
    return sh([PYTHON, "data/sample/make_sample.py"])


def version() -> str:
    said = (ROOT / "dienhinh" / "__init__.py").read_text(encoding="utf-8")
    return said.partition('__version__ = "')[2].partition('"')[0]


def pack(options: argparse.Namespace, rest: list[str]) -> int:
    """A bundle that installs without a network: the program, its fonts, every package as a wheel."""
    set_up("requirements.txt")
    name = f"dienhinh-{version()}-{options.target}"
    folder = ROOT / "dist" / name
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for part in filter(None, listed.split("\0")):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / part, folder / part)
    wheels = folder / "wheels"
    quiet: list[str | Path] = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if options.target == "windows":
        for wanted in ("requirements.txt", "requirements-dev.txt") if options.tests else ("requirements.txt",):
            must(
                [*quiet, "download", "--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.11",
                 "--implementation", "cp", "-r", ROOT / wanted, "-d", wheels],
                "Fetching the packages for Windows",
            )  # fmt: skip
    else:  # what is fetched is what requirements.lock says, to the byte
        locked: list[str | Path] = ["--require-hashes", "-r", ROOT / "requirements.lock"]
        must([*quiet, "wheel", "--no-deps", *locked, "-w", wheels], "Fetching the packages")
        if options.tests:
            must([*quiet, "wheel", "-r", ROOT / "requirements-dev.txt", "-w", wheels], "Fetching those of the tests")
    made = shutil.make_archive(str(folder), "zip", ROOT / "dist", name)
    print(f"Made {made} ({Path(made).stat().st_size // 2**20} MB). Copy it, unpack it, then: python3 manage.py run")
    return 0


def lock(options: argparse.Namespace, rest: list[str]) -> int:
    set_up("requirements.txt")
    return sh([PYTHON, "docs/make_lock.py"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    chores = parser.add_subparsers(dest="chore", required=True, metavar="CHORE")
    running = chores.add_parser("run", help="serve the dashboard")
    running.add_argument("--port", type=int, help="the port to serve on (8501, or the next free one)")
    running.add_argument("--db", type=Path, metavar="FILE", help=f"the data file ({DEFAULT_DB.relative_to(ROOT)})")
    running.add_argument("--sample", default="1", metavar="N", help="which sample a new file holds: 1, 2 (health)")
    running.add_argument("--rollup", type=Path, metavar="DIR", help="a province's dashboard: what offices have sent")
    running.add_argument("--lan", action="store_true", help="serve the network, under TLS, to whoever has an account")
    running.add_argument("--host", action="append", default=[], help="this machine's name or address in the network")
    testing = chores.add_parser("test", help="run every check and test")
    testing.add_argument("--cov", action="store_true", help="count which lines the tests run")
    testing.add_argument("--quick", action="store_true", help="what daily work needs: no browser, no kills")
    testing.add_argument("--cluster", action="store_true", help="the roll-up on a Spark cluster of this machine")
    testing.add_argument("--heavy", action="store_true", help="what takes long alone: CI runs it after the others")
    packing = chores.add_parser("pack", help="make a bundle that installs without a network")
    packing.add_argument("--target", choices=["linux", "windows"], default="windows" if os.name == "nt" else "linux")
    packing.add_argument("--tests", action="store_true", help="with the packages of the tests")
    chores.add_parser("lock", help="write requirements.lock anew, with the hash of every package")
    chores.add_parser("lint", help="ruff, mypy and import-linter")
    chores.add_parser("bench", help="measure tally, import, clicks and the grid")
    chores.add_parser("screenshots", help="take the README's pictures")
    chores.add_parser("sample", help="make the sample workbook again")
    options, rest = parser.parse_known_args()
    if rest and options.chore not in ("run", "test", "screenshots"):
        parser.error(f"unknown: {' '.join(rest)}")
    work = {
        "run": run,
        "test": test,
        "pack": pack,
        "lock": lock,
        "lint": lint,
        "bench": bench,
        "screenshots": screenshots,
        "sample": sample,
    }
    return work[options.chore](options, rest)


if __name__ == "__main__":
    sys.exit(main())
