"""How heavy the widget is, beside two others: `python bench/widget.py`. Needs Chromium, npm and a registry.

Sizes are what goes over the line, with gzip, before the first message. Times are milliseconds of script in
Chromium with the processor slowed down four times, the middle of several runs: until the button (for the others:
until their script has run), and until the panel is painted. The others are fetched for this run and not kept.
Without a server rasa-webchat builds its panel but hides it, and Botpress is only loaded. So their real figures are
higher.
"""

from __future__ import annotations

import dataclasses
import gzip
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from naast.content import load_content
from naast.knowledge.widget_rules import WidgetRules
from naast.settings import Settings
from naast.understanding.load import load_understander
from naast.web.widget import script
from tests.browser.hosts import Host, website
from tests.browser.served import served
from tests.npm import fetch, member

_HEAD = '<!doctype html><html lang="en"><title>x</title><body><h1>x</h1>'
_RUNS = 3
_SLOWER = 4
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_RASA = ("rasa-webchat@1.0.1", "lib/index.js")
_BOTPRESS = [
    ("react@18.3.1", "umd/react.production.min.js"),
    ("react-dom@18.3.1", "umd/react-dom.production.min.js"),
    ("@botpress/webchat@4.5.2", "dist/index.umd.cjs"),
    ("@botpress/webchat@4.5.2", "dist/style.css"),
]
_JSX = (
    "globalThis.ReactJsxRuntime = { jsx: (type, props, key) => React.createElement(type, { ...props, key }),"
    " jsxs: (type, props, key) => React.createElement(type, { ...props, key }), Fragment: React.Fragment };"
)


@dataclass
class Row:
    name: str
    kilobytes: float
    first: float
    """ms of script until the button, or until the script has run."""
    panel: float | None
    """ms of script from pressing the button until the panel is painted."""


def main() -> None:
    settings = Settings()
    content = load_content(settings)
    understander = load_understander(settings, content.topics)
    with tempfile.TemporaryDirectory() as folder, website() as host, sync_playwright() as playwright:
        (place,) = content.municipalities.values()
        listed = dataclasses.replace(place, widget=WidgetRules(frozenset({host.url})))
        known = dataclasses.replace(content, municipalities={place.id: listed})
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        with served(Path(folder), understander, known) as naast:
            host.naast = naast.url
            rows = [
                _ours(chromium, host),
                _rasa(chromium, host, Path(folder)),
                _botpress(chromium, host, Path(folder)),
            ]
        chromium.close()
    print(f"{'':<18}{'kB (gzip)':>10}{'script to start, ms':>22}{'script to panel, ms':>22}")
    for row in rows:
        panel = "not drawn" if row.panel is None else f"{row.panel:.0f}"
        print(f"{row.name:<18}{row.kilobytes:>10.1f}{row.first:>22.0f}{panel:>22}")


def _ours(chromium: Browser, host: Host) -> Row:
    size = sum(len(script(name).zipped) for name in ("widget.js", "widget/chat.js"))

    def start(page: Page) -> None:
        page.goto(host.url)
        page.wait_for_function("document.querySelector('naast-chat')?.shadowRoot.querySelector('.launch')")

    def press(page: Page) -> None:
        _press(page, "document.querySelector('naast-chat').shadowRoot", ".launch", "#composer")

    return Row("Naast", size / 1000, *_middle(chromium, start, press))


def _rasa(chromium: Browser, host: Host, folder: Path) -> Row:
    package, path = _RASA
    code = _file(package, path, folder)
    host.files["/rasa.js"] = ("text/javascript", code)
    page_text = (
        _HEAD + "<script src='/rasa.js'></script><script>"
        "WebChat.default({ socketUrl: location.origin, title: 'x', connectOn: 'open',"
        " hideWhenNotConnected: false }, null)</script>"
    )
    host.files["/rasa"] = ("text/html", page_text.encode())

    def start(page: Page) -> None:
        page.goto(f"{host.url}/rasa")
        page.wait_for_selector(".rw-launcher", state="attached")

    def press(page: Page) -> None:
        _press(page, "document", ".rw-launcher", ".rw-conversation-container")

    return Row("rasa-webchat", len(gzip.compress(code, 9)) / 1000, *_middle(chromium, start, press))


def _botpress(chromium: Browser, host: Host, folder: Path) -> Row:
    files = [_file(package, path, folder / str(i)) for i, (package, path) in enumerate(_BOTPRESS)]
    for i, code in enumerate(files[:3]):
        host.files[f"/botpress{i}.js"] = ("text/javascript", code)
    scripts = [f"<script src='/botpress{i}.js'></script>" for i in range(3)]
    scripts.insert(2, f"<script>{_JSX}</script>")
    page_text = (
        f"<!doctype html><html><head><title>x</title></head><body><h1>x</h1>{''.join(scripts)}</body></html>"
    )
    host.files["/botpress"] = ("text/html", page_text.encode())

    def start(page: Page) -> None:
        page.goto(f"{host.url}/botpress")
        page.wait_for_function("typeof globalThis.Webchat === 'object'")

    size = sum(len(gzip.compress(code, 9)) for code in files)
    return Row("Botpress webchat", size / 1000, *_middle(chromium, start, None))


def _file(package: str, path: str, folder: Path) -> bytes:
    with fetch(package, folder) as packed:
        return member(packed, path)


def _press(page: Page, root: str, button: str, panel: str) -> None:
    """Press inside the page, and wait until what came has been painted."""
    page.evaluate(
        f"""() => new Promise((done) => {{
          const root = {root};
          root.querySelector('{button}').click();
          const look = () => root.querySelector('{panel}')
            ? requestAnimationFrame(() => setTimeout(done)) : requestAnimationFrame(look);
          look();
        }})"""
    )


def _middle(
    chromium: Browser, start: Callable[[Page], None], press: Callable[[Page], None] | None
) -> tuple[float, float | None]:
    firsts, panels = [], []
    for _ in range(_RUNS):
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        start(page)
        before = _script_ms(devtools)
        firsts.append(before)
        if press:
            press(page)
            panels.append(_script_ms(devtools) - before)
        context.close()
    return statistics.median(firsts), statistics.median(panels) if panels else None


def _script_ms(devtools: CDPSession) -> float:
    metrics: list[dict[str, Any]] = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration")) * 1000


if __name__ == "__main__":
    main()
