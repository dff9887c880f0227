"""The documents say what the code does."""

from __future__ import annotations

import re

from naast.settings import PROJECT_ROOT, Settings


def test_the_administrators_handbook_lists_every_setting() -> None:
    page = (PROJECT_ROOT / "docs" / "beheerders.md").read_text()
    for name, field in Settings.model_fields.items():
        if name != "engine_token":
            assert f"| `NAAST_{name.upper()}` | {field.description} |" in page


def test_the_readme_shows_two_commands_that_the_makefile_has() -> None:
    readme, makefile = (PROJECT_ROOT / "README.md").read_text(), (PROJECT_ROOT / "Makefile").read_text()
    for target in ("run", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_links_in_the_readme_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", (PROJECT_ROOT / "README.md").read_text()):
        assert (PROJECT_ROOT / link).exists(), link


def test_every_package_stands_on_the_readmes_map() -> None:
    readme = (PROJECT_ROOT / "README.md").read_text()
    for package in (PROJECT_ROOT / "naast").glob("*/__init__.py"):
        assert f"{package.parent.name}/" in readme, package.parent.name
