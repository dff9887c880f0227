"""Published packages, fetched for one run of a test, a bench or a picture. Nothing of them is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

from naast.errors import SetupError

THEMES = {
    "utrecht-theme": ("@utrecht/design-tokens@5.0.1", "dist/theme.css"),
    "rotterdam-theme": (
        "@nl-design-system-unstable/rotterdam-design-tokens@1.0.0-alpha.125",
        "dist/design-tokens.css",
    ),
}
"""Municipal themes, by the class that a page wears: the package, and its style sheet."""


def fetch(package: str, folder: Path) -> tarfile.TarFile:
    """The package as the registry has it. Raises SetupError without npm or a registry."""
    program = shutil.which("npm")
    if program is None:
        raise SetupError("npm is not on this machine.")
    place = folder / package.replace("/", "-").replace("@", "-")
    place.mkdir(parents=True)
    quiet = {"npm_config_cache": str(folder / "cache"), "npm_config_update_notifier": "false"}
    packed = subprocess.run(
        [program, "pack", package, "--silent"],
        cwd=place,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if packed.returncode:
        raise SetupError(f"The npm registry did not give {package}: {packed.stderr[-200:]}")
    return tarfile.open(next(place.glob("*.tgz")))


def member(package: tarfile.TarFile, path: str) -> bytes:
    """One file of a package. Raises KeyError."""
    found = package.extractfile(f"package/{path}")
    assert found is not None
    return found.read()
