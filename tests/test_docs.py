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


def test_every_picture_in_the_handbooks_is_there() -> None:
    for page in (PROJECT_ROOT / "docs").glob("*.md"):
        for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text()):
            assert (page.parent / picture).exists(), f"{page.name}: {picture}"


def test_no_picture_is_kept_that_nobody_sees() -> None:
    pages = [PROJECT_ROOT / "README.md", *(PROJECT_ROOT / "docs").glob("*.md")]
    text = "".join(page.read_text() for page in pages)
    for picture in (PROJECT_ROOT / "docs" / "images").iterdir():
        assert f"images/{picture.name})" in text, picture.name


def test_what_the_code_refers_to_in_the_decisions_is_there() -> None:
    for folder in ("naast", "bot/components", "actions", "bench", "tests", "tools"):
        for file in (PROJECT_ROOT / folder).rglob("*.py"):
            for decision in re.findall(r"docs/decisions/[\w-]+\.md", file.read_text()):
                assert (PROJECT_ROOT / decision).exists(), f"{file}: {decision}"


def test_the_staff_handbook_lists_every_shortcut_of_the_desk() -> None:
    handbook = (PROJECT_ROOT / "docs" / "medewerkers.md").read_text()
    page = (PROJECT_ROOT / "naast" / "web" / "static" / "desk.html").read_text()
    for key in re.findall(r"<dt><kbd>([^<]+)</kbd></dt>", page):
        assert f"`{key}`" in handbook, key


def test_every_package_stands_on_the_readmes_map() -> None:
    readme = (PROJECT_ROOT / "README.md").read_text()
    for package in (PROJECT_ROOT / "naast").glob("*/__init__.py"):
        assert f"{package.parent.name}/" in readme, package.parent.name
