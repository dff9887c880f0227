"""What a municipality's website loads: small, whole and the same for everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from naast.errors import SetupError
from naast.web.joined import join_later, join_modules, join_styles, smaller
from naast.web.widget import SCRIPTS, script

_BEFORE_THE_FIRST_MESSAGE = ("widget.js", "widget/chat.js")
_LARGEST = 20_000


def test_all_that_is_loaded_before_the_first_message_is_at_most_20_kb(client: TestClient) -> None:
    sent = [client.get(f"/{name}", headers={"Accept-Encoding": "gzip"}) for name in _BEFORE_THE_FIRST_MESSAGE]
    assert all(answer.headers["content-encoding"] == "gzip" for answer in sent)
    assert sum(int(answer.headers["content-length"]) for answer in sent) <= _LARGEST


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_may_be_loaded_from_any_page_and_sets_no_cookie(client: TestClient, name: str) -> None:
    answer = client.get(f"/{name}", headers={"Origin": "https://elders.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers
    again = client.get(f"/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_in_a_script_needs_eval_markup_or_an_inline_style(name: str) -> None:
    text = script(name).text.decode()
    assert not re.search(r"\b(?:eval|Function)\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text)
    assert not re.search(r"setAttribute\('style'|document\.cookie|localStorage", text)


def write(folder: Path, **modules: str) -> Path:
    for name, code in modules.items():
        (folder / f"{name}.js").write_text(code, "utf-8")
    return folder / "entry.js"


def test_modules_come_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry="import { b } from './b.js';\nimport { a as first } from './a.js';\nexport const c = first + b;\n",
        b="import { a } from './a.js';\nexport const b = a;\n",
        a="export const a = 1;\n",
    )
    joined = join_modules(entry, "x")
    assert joined.count("const a=1") == 1
    assert joined.index("const a=1") < joined.index("const b=a") < joined.index("const c=first + b")
    assert "{a:first}" in joined


def test_what_comes_later_takes_the_rest_from_what_is_there(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry="import { a } from './a.js';\nexport const c = () => import('./more.js');\n",
        a="export const a = 1;\n",
        more="import { a } from './a.js';\nexport const more = a;\n",
    )
    assert "import('./x-more.js')" in join_modules(entry, "x")
    later = join_later(entry, "x", tmp_path / "more.js")
    assert later.startswith("import {m0,m1} from './x.js'")
    assert "const a=1" not in later


def test_modules_that_need_each_other_are_refused(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry="import { a } from './a.js';\nexport const e = a;\n",
        a="import { e } from './entry.js';\nexport const a = e;\n",
    )
    with pytest.raises(SetupError, match="imported by a module that it needs"):
        join_modules(entry, "x")


def test_an_import_that_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="only named imports"):
        join_modules(write(tmp_path, entry="import * as all from './a.js';\n"), "x")


def test_comments_and_blanks_go_but_not_those_between_quotes() -> None:
    code = (
        "/** About\n * this. */\n  // and this\n  const a = { b: 'c,  d : // e' };\n"
        "  const f = /[, ]  x/.test(`g  = h`);\n"
    )
    lines = [line for line in smaller(code).split("\n") if line]
    assert lines == ["const a={b:'c,  d : // e'};", "const f= /[, ]  x/.test(`g  = h`);"]


def test_a_style_sheet_keeps_its_meaning_without_blanks(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("/* Why. */\na :hover,\nb > c {\n  margin: 0 calc(1px + 2px);\n}\n", "utf-8")
    assert join_styles([sheet]) == "a :hover,b>c{margin:0 calc(1px + 2px)}"
