"""The web process: `python -m naast.web`, started by the supervisor."""

from __future__ import annotations

import uvicorn

from naast.logs import configure_logs
from naast.settings import Settings


def main() -> None:
    settings = Settings()
    configure_logs(as_json=settings.log_json)
    uvicorn.run(
        "naast.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=16 * 1024,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
