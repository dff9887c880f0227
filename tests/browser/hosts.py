"""Foreign websites that embed the widget: small pages on another origin, each difficult in its own way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from typing import Any

from tests.postgres import _free_port

NONCE = "c2VjcmV0LW5vbmNl"
TEXT = "<p>Hier staat nieuws van de gemeente. " + "Het gaat over wonen, werken en leven. " * 8 + "</p>"
_PAGE = Template("""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gemeente</title>$head
<script nonce="$nonce" src="$naast/widget.js" data-municipality="voorbeeldgemeente" $attributes async></script>
</head><body><header><h1>Gemeente</h1></header><main>$body</main></body></html>""")
HOSTILE_CSS = """<style>
html { font-size: 4px }
* { color: red !important; font-size: 40px !important; text-transform: uppercase !important }
div, dialog, button, p, naast-chat { display: none !important; position: static !important }
dialog, button, naast-chat { opacity: .1 !important }
body { transform: rotate(1deg); overflow: hidden } button { width: 5px !important; z-index: -1 !important }
</style>"""
OLD_JQUERY = """<script src="/jquery.js"></script><script>
window.onerror = function () { return false };
Array.prototype.toJSON = function () { return 'broken' };
document.onkeydown = function (event) { if (/[a-z]/i.test(event.key)) event.preventDefault() };
$('body').hide().show();
undefinedThing.call();
</script>"""


def strict_csp(naast: str) -> str:
    """Nothing is allowed but the script with the nonce, and the assistant's address."""
    return (
        f"default-src 'none'; script-src 'nonce-{NONCE}'; style-src 'nonce-{NONCE}'; "
        f"connect-src {naast} {naast.replace('http', 'ws')}; require-trusted-types-for 'script'; base-uri 'none'"
    )


@dataclass
class Host:
    """One website. `pages`: path → what is in its head, its body and its tag; change them at will."""

    url: str
    naast: str = ""
    csp: str = ""
    head: str = ""
    body: str = TEXT
    attributes: str = ""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def page(self) -> bytes:
        values = {"naast": self.naast, "nonce": NONCE, "head": self.head, "body": self.body}
        return _PAGE.substitute(values, attributes=self.attributes).encode()


@contextmanager
def website() -> Iterator[Host]:
    port = _free_port()
    host = Host(f"http://127.0.0.1:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = host.files.get(self.path, ("text/html; charset=utf-8", b""))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            if not body:
                body = host.page()
                if host.csp:
                    self.send_header("Content-Security-Policy", host.csp)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield host
    server.shutdown()
    server.server_close()
