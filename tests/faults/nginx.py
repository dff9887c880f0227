"""Our own sample configuration in real nginx: only ports, names and the certificate are the test's."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from naast.settings import PROJECT_ROOT
from tests.postgres import _free_port

SAMPLE = PROJECT_ROOT / "ops" / "nginx" / "naast.conf"


class Nginx:
    """In front of two web processes, on https."""

    def __init__(self, folder: Path, ports: tuple[int, int]) -> None:
        self._folder = folder
        port, plain = _free_port(), _free_port()
        self.url = f"https://127.0.0.1:{port}"
        self.certificate = folder / "fullchain.pem"
        _make_certificate(self.certificate, folder / "privkey.pem")
        site = SAMPLE.read_text()
        for ours, theirs in {
            "127.0.0.1:8000": f"127.0.0.1:{ports[0]}",
            "127.0.0.1:8001": f"127.0.0.1:{ports[1]}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
            "/etc/ssl/naast": str(folder),
        }.items():
            assert ours in site, f"{SAMPLE.name} no longer has {ours!r}"
            site = site.replace(ours, theirs)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"events {{}}\nhttp {{ include {folder}/site.conf; }}\n"
        )

    @staticmethod
    def available() -> bool:
        return shutil.which("nginx") is not None

    def check(self) -> None:
        """`nginx -t`, as the sample's first line says."""
        subprocess.run([*self._command(), "-t"], check=True, timeout=30)

    def __enter__(self) -> Nginx:
        self._process = subprocess.Popen(self._command())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def _command(self) -> list[str]:
        return ["nginx", "-p", str(self._folder), "-c", str(self._folder / "nginx.conf")]


def _make_certificate(certificate: Path, private_key: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "naast.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private_key.write_bytes(key.private_bytes(pem, pkcs8, unlocked))
