"""Filling in a template that somebody else has made: in a process of its own, with limits on memory and time. Run as
``python -m dienhinh.reports.filling``: JSON in (the template, what fills it in), the Word file out, or JSON that says
what is wrong."""

from __future__ import annotations

import json
import sys

from dienhinh.exchange.child import limit
from dienhinh.reports.word import SECONDS, TemplateFault, render


def main() -> None:
    asked = json.load(sys.stdin)
    limit(1500 * 2**20, SECONDS)
    try:
        sys.stdout.buffer.write(render(bytes.fromhex(asked["template"]), asked["context"]))
    except TemplateFault as fault:
        params = {k: str(v) for k, v in fault.params.items()}
        sys.stdout.buffer.write(json.dumps({"reason": fault.reason, "params": params}).encode())


if __name__ == "__main__":
    main()
