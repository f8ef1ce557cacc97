"""The office's own certificate, and how the network is served: under TLS, by known names, to whoever has an account, or
not at all."""

from __future__ import annotations

import os
import re
import ssl
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cryptography import x509

from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.access.roles import Role
from dienhinh.gate import certificate as certificate_
from dienhinh.gate.certificate import certificate
from dienhinh.places import ROOT
from tests.journeys.conftest import free_port

HOSTS = ["dienhinh.sngv.local", "10.0.0.5"]


def test_the_authority_is_for_the_offices_names_alone(tmp_path: Path) -> None:
    made, _, authority = certificate(tmp_path / "tls", HOSTS)
    root = x509.load_pem_x509_certificate(authority.read_bytes())
    allowed = root.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    assert [str(n.value) for n in allowed or []] == ["dienhinh.sngv.local", "10.0.0.5/32"]
    server = x509.load_pem_x509_certificate(made.read_bytes())
    server.verify_directly_issued_by(root)
    assert (server.not_valid_after_utc - server.not_valid_before_utc).days <= 398


def test_a_certificate_is_kept_and_renewed_near_its_end_or_for_other_names(tmp_path: Path, monkeypatch) -> None:
    made, key, authority = certificate(tmp_path, HOSTS)
    before = (made.read_bytes(), key.read_bytes(), authority.read_bytes())
    certificate(tmp_path, HOSTS)
    assert (made.read_bytes(), key.read_bytes(), authority.read_bytes()) == before
    monkeypatch.setattr(certificate_, "RENEWED", certificate_.DAYS + 1)
    certificate(tmp_path, HOSTS)
    assert made.read_bytes() != before[0]
    assert authority.read_bytes() == before[2], "the PCs trust the same authority"
    monkeypatch.undo()
    certificate(tmp_path, ["khac.local"])
    assert authority.read_bytes() != before[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    certificate(tmp_path / "tls", HOSTS)
    for key in (tmp_path / "tls").glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def serve(db: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dienhinh.serve", *options], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env={**os.environ, "DIENHINH_DB": str(db), "DIENHINH_LANG": "en", "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "admin", "said"),
    [
        (["--lan"], True, "--host NAME"),
        (["--lan", "--host", "x.local"], False, "no administrator yet"),
        (["--lan", "--host", "x.local", "--cert", "c.pem"], True, "needs its key"),
        (["--sign-in"], False, "no administrator yet"),
        (["--server.address", "0.0.0.0"], True, "is another address"),
        (["--unknown", "1"], True, "unknown"),
    ],
)
def test_what_would_not_be_safe_is_not_started(sample_copy: Path, options: list[str], admin: bool, said: str) -> None:
    if admin:
        made = Accounts(accounts_path(sample_copy))
        made.add("sep", "Quản Trị Mẫu", frozenset({Role.ADMIN}))
        made.close()
    process = serve(sample_copy, *options)
    out, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert said in out


@pytest.mark.slow
def test_the_network_is_served_under_tls_or_not_at_all(sample_copy: Path) -> None:
    made = Accounts(accounts_path(sample_copy))
    made.add("sep", "Quản Trị Mẫu", frozenset({Role.ADMIN}))
    made.close()
    port = free_port()
    process = serve(sample_copy, "--lan", "--host", "localhost", "--server.port", str(port))
    try:
        authority = sample_copy.parent / "tls" / "dienhinh-ca.crt"
        for _ in range(300):
            if authority.exists():
                break
            time.sleep(0.1)
        trusting = ssl.create_default_context(cafile=str(authority))
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"https://localhost:{port}/dang-nhap", context=trusting, timeout=5) as got:
                    body, headers = got.read().decode(), got.headers
                break
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        assert re.search("<title>Đăng nhập", body)
        assert headers["strict-transport-security"].startswith("max-age=31536000")
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://localhost:{port}/dang-nhap", timeout=5)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises(OSError):
            urllib.request.urlopen(f"https://localhost:{port}/", context=old, timeout=5)
    finally:
        process.terminate()
        process.wait(10)
