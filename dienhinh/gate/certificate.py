"""The office's own certificate: a small authority for its host names alone, made once, and the server's certificate,
renewed when it comes to its end. Browsers trust it once the authority is installed on them."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS, DAYS, RENEWED = 10, 397, 30
"""The authority's years; the server's days, and how many before its end it is made anew."""


def certificate(folder: Path, hosts: Sequence[str]) -> tuple[Path, Path, Path]:
    """The server's certificate and key for ``hosts`` (names or addresses), and the authority to be installed; made in
    ``folder`` where they are missing, near their end or of other names."""
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    authority, server = folder / "dienhinh-ca", folder / "dienhinh"
    now = datetime.now(UTC)
    if not _good(authority, hosts, now + timedelta(days=DAYS)):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Dien hinh: {hosts[0]}"[:64])])
        made = _begun(name, name, key, now, now + timedelta(days=365 * YEARS), hosts)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        made = made.add_extension(x509.NameConstraints([_name(h, whole=True) for h in hosts], None), critical=True)
        made = made.add_extension(_usage(signs=True), critical=True)
        _write(authority, made.sign(key, hashes.SHA256()), key)
        server.with_suffix(".crt").unlink(missing_ok=True)
    if not _good(server, hosts, now + timedelta(days=RENEWED)):
        issuer = x509.load_pem_x509_certificate(authority.with_suffix(".crt").read_bytes())
        signer = serialization.load_pem_private_key(authority.with_suffix(".key").read_bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:64])])
        made = _begun(name, issuer.subject, key, now, now + timedelta(days=DAYS), hosts)
        made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        made = made.add_extension(_usage(signs=False), critical=True)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        _write(server, made.sign(signer, hashes.SHA256()), key)
    return server.with_suffix(".crt"), server.with_suffix(".key"), authority.with_suffix(".crt")


def _begun(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, until: datetime,
    hosts: Sequence[str],
) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([_name(h) for h in hosts]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(host: str, whole: bool = False) -> x509.GeneralName:
    """A host as a certificate names it; ``whole``: an address as a network of one, as a constraint has it."""
    try:
        return x509.IPAddress(ipaddress.ip_network(host) if whole else ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _good(place: Path, hosts: Sequence[str], until: datetime) -> bool:
    """Whether a certificate is there, good until a day and for these names."""
    if not place.with_suffix(".key").exists() or not place.with_suffix(".crt").exists():
        return False
    found = x509.load_pem_x509_certificate(place.with_suffix(".crt").read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return found.not_valid_after_utc > until and list(names) == [_name(h) for h in hosts]


def _write(place: Path, made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    said = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = os.open(place.with_suffix(".key"), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(said)
    place.with_suffix(".crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
