"""``python -m dienhinh.serve``: the dashboard behind its gate, in one process.

Without ``--lan`` it serves this machine alone, without a password, as its owner. With it, it serves the network under
TLS to whoever has an account. Options of Streamlit's (``--server.port 8600``) are handed on.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config
from streamlit.logger import get_logger
from streamlit.runtime.pages_manager import PagesManager

from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.api.routes import api_routes
from dienhinh.gate.certificate import certificate
from dienhinh.gate.doors import Doors
from dienhinh.gate.house import LOCAL, House, open_house
from dienhinh.gate.middleware import Gate
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.places import ROOT
from dienhinh.ui import data, errors

SCRIPT = ROOT / "app.py"
NO_ACCOUNTS = N_(
    "Nobody could sign in: there is no administrator yet. Make the first one with: python -m dienhinh user add NAME "
    '--shown "Full name" --role QUAN_TRI --db {db}'
)
NO_HOSTS = N_(
    "Say under which name the office reaches this machine: --host NAME (or its address; several are possible). "
    "Whatever else leads here is refused."
)
HALF_TLS = N_("A certificate needs its key, and a key its certificate: give both --cert and --key.")
NOT_LOCAL = N_("Without --lan only this machine is served; {address} is another address.")
LOCAL_SAID = N_("Open without a password, as the owner of this machine; other machines are refused.")
LAN_SAID = N_("Open to the network for whoever has an account: {url}")
TRUST_SAID = N_(
    "The certificate is the office's own. Install {file} once on each PC as a trusted root (Windows: certutil "
    "-addstore Root, or by group policy), or name one that they trust already with --cert and --key."
)


def options_of(arguments: Sequence[str]) -> tuple[argparse.Namespace, dict[str, Any]]:
    """Our own options, and Streamlit's as settings."""
    parser = argparse.ArgumentParser(prog="python -m dienhinh.serve", description=__doc__)
    parser.add_argument("--lan", action="store_true", help="serve the network, under TLS, to whoever has an account")
    parser.add_argument("--host", action="append", default=[], help="a name or address of this machine in the network")
    parser.add_argument("--cert", type=Path, help="the certificate to serve with, instead of the office's own")
    parser.add_argument("--key", type=Path, help="its key")
    parser.add_argument("--sign-in", action="store_true", help="ask for an account on this machine too")
    ours, rest = parser.parse_known_args(arguments)
    theirs: dict[str, Any] = {}
    while rest:
        name, _, value = rest.pop(0).removeprefix("--").partition("=")
        if not re.fullmatch(r"\w+\.\w+", name):
            parser.error(f"unknown: {name}")
        theirs[name] = value or (rest.pop(0) if rest else "")
    return ours, theirs


def prepared(ours: argparse.Namespace, theirs: dict[str, Any], words: Words, db: Path) -> House:
    """The gate's house; ``theirs`` gets the settings that go with it. Ends the program with a sentence when it must not
    be started like this."""
    accounts = Accounts(accounts_path(db))
    address = str(theirs.setdefault("server.address", "0.0.0.0" if ours.lan else "127.0.0.1"))
    port = theirs.setdefault("server.port", "8501")
    if not ours.lan:
        if address not in LOCAL:
            sys.exit(words.t(NOT_LOCAL, address=address))
        if ours.sign_in and not accounts.administrators():
            sys.exit(words.t(NO_ACCOUNTS, db=db))
        house = House(accounts, signing_in=bool(ours.sign_in))
        if not house.signing_in:
            print(words.t(LOCAL_SAID), flush=True)
    else:
        hosts = [h.strip().lower().rstrip(".") for h in ours.host]
        if not hosts:
            sys.exit(words.t(NO_HOSTS))
        if not accounts.administrators():
            sys.exit(words.t(NO_ACCOUNTS, db=db))
        if bool(ours.cert) != bool(ours.key):
            sys.exit(words.t(HALF_TLS))
        own = not ours.cert
        cert, key, authority = (
            certificate(db.parent / "tls", hosts) if own else (ours.cert.resolve(), ours.key.resolve(), ours.cert)
        )
        theirs |= {"server.sslCertFile": str(cert), "server.sslKeyFile": str(key)}
        house = House(accounts, signing_in=True, hosts=frozenset(_bare(h) for h in hosts) | LOCAL, tls=True)
        print(words.t(LAN_SAID, url=f"https://{hosts[0]}:{port}"), flush=True)
        if own:
            print(words.t(TRUST_SAID, file=authority), flush=True)
    theirs["server.allowedHosts"] = sorted(house.hosts)
    return house


def _bare(host: str) -> str:
    """A host as a browser names it: an address of IPv6 without its brackets."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return host


def main(arguments: Sequence[str]) -> None:
    os.umask(0o077)  # what is written is its owner's alone
    get_logger("streamlit.error_util").disabled = True  # it prints values; ours logs the place under a number
    ours, theirs = options_of(arguments)
    db = data.database_path()
    house = prepared(ours, theirs, Words(os.environ.get("DIENHINH_LANG", "")), db)
    open_house(house)
    # A folder called pages/ makes Streamlit look there until the first run has called ``st.navigation``; whoever opened
    # a link to a page on a fresh server was told that it does not exist.
    PagesManager.uses_pages_directory = False
    os.chdir(ROOT)  # where its settings lie
    sys.argv = [str(SCRIPT)]
    app = st.App(
        SCRIPT,
        middleware=[Middleware(Gate, house=house)],
        routes=[*Doors(house).routes(), *api_routes(house)],
        on_script_error=errors.answered,
    )
    app.run(config={name: _typed(name, value) for name, value in theirs.items()})


def _typed(name: str, value: Any) -> Any:
    """A setting as Streamlit wants it: a number, yes or no, or words."""
    kind = config._config_options_template[name].type if name in config._config_options_template else str
    if isinstance(value, str) and kind is int:
        return int(value)
    return value.lower() == "true" if isinstance(value, str) and kind is bool else value


if __name__ == "__main__":
    main(sys.argv[1:])
