"""Writes requirements.lock: every package that the dashboard needs, those that they need too, with the SHA-256 of each
file that the index has of that version: ``pip install --require-hashes -r requirements.lock``.

    python docs/make_lock.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INDEX = "https://pypi.org/simple"
HEAD = "# Made by docs/make_lock.py from requirements.txt; do not edit. Python 3.11, Linux and Windows.\n"


def resolved() -> dict[str, tuple[str, str]]:
    """Name → version and hash of each package that would be installed here."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    done = subprocess.run([*command, "-r", str(ROOT / "requirements.txt")], capture_output=True, text=True, check=True)
    found = {}
    for item in json.loads(done.stdout)["install"]:
        said = item["metadata"]
        name = said["name"].lower().replace("_", "-").replace(".", "-")
        found[name] = (said["version"], item["download_info"]["archive_info"]["hashes"]["sha256"])
    return found


def hashes(name: str, version: str) -> list[str]:
    """The SHA-256 of every file of one version."""
    wanted = {"Accept": "application/vnd.pypi.simple.v1+json"}
    with urllib.request.urlopen(urllib.request.Request(f"{INDEX}/{name}/", headers=wanted), timeout=60) as answer:
        files = json.load(answer)["files"]
    alike = f"{name.replace('-', '_')}-{version}"
    mine = [f for f in files if f["filename"].lower().replace("-", "_").startswith(alike.lower().replace("-", "_"))]
    return sorted({f["hashes"]["sha256"] for f in mine if not f["filename"].endswith((".exe", ".egg"))})


def main() -> None:
    lines = [HEAD]
    for name, (version, here) in sorted(resolved().items()):
        every = sorted({here, *hashes(name, version)})
        lines.append(f"{name}=={version} \\\n" + " \\\n".join(f"    --hash=sha256:{h}" for h in every) + "\n")
    (ROOT / "requirements.lock").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
