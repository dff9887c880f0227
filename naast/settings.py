"""Settings from the environment (`NAAST_…`). Read once, by whoever starts a process, and passed on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[1]


class Environment(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Every setting has a default that works on one machine; `docs/beheerders.md` lists them all."""

    model_config = SettingsConfigDict(env_prefix="NAAST_", extra="ignore")

    env: Environment = Field(Environment.DEMO, description="demo or production")
    host: str = Field("127.0.0.1", description="address the web process listens on")
    port: int = Field(8000, description="port the web process listens on")
    data_dir: Path = Field(PROJECT_ROOT / "var", description="database and keys")
    models_dir: Path | None = Field(None, description="what `naast train` makes; default: the data folder")
    knowledge_dir: Path = Field(PROJECT_ROOT / "knowledge", description="what we know: topics, safety, texts")
    training_dir: Path = Field(PROJECT_ROOT / "data", description="how people say it: training examples")
    bot_dir: Path = Field(PROJECT_ROOT / "bot", description="the dialogue engine's project")
    bot_python: Path | None = Field(None, description="the engine's Python; default bot/.venv/bin/python")

    database_url: str | None = Field(None, description="default: SQLite in the data folder")
    keys_url: str | None = Field(None, description="where data keys live; default: SQLite in the data folder")
    master_key: SecretStr | None = Field(None, description="32 bytes, base64; default: the master key file")
    master_key_file: Path | None = Field(None, description="default: master.key in the data folder")
    old_master_key: SecretStr | None = Field(None, description="the key of before, until `naast keys rotate` ran")

    engine_url: str = Field("http://127.0.0.1:5005", description="Rasa, loopback only; set by the supervisor")
    engine_token: SecretStr = Field(SecretStr(""), description="shared by web and engine; set by the supervisor")
    engine_timeout_s: float = Field(7.0, description="after this a turn becomes an apology (design, section 4)")
    actions_port: int = Field(5055, description="action server, loopback only; set by the supervisor")
    burst_window_s: float = Field(0.15, description="wait this long for more of a burst before a turn")

    public_url: str | None = Field(None, description="https address of this service; needed for the next three")
    oidc_issuer: str | None = Field(None, description="OpenID Connect issuer of the municipality's log-in")
    oidc_client_id: str | None = Field(None, description="our name at that log-in")
    oidc_client_secret: SecretStr | None = Field(None, description="our secret at that log-in")
    oidc_name: str = Field("je gemeente", description="what the button says: Log in met …")

    municipality: str = Field("voorbeeldgemeente", description="used when a visitor's page names none")
    channel_audience: Literal["parent", "youth"] = Field("youth", description="who writes on the channels")
    channel_settle_s: float = Field(0.8, description="messages of a channel rest so long, to be put in order")
    channel_look_s: float = Field(2.0, description="look at least so often whether something must be sent")
    whatsapp_host: str = Field("https://graph.facebook.com", description="where the WhatsApp Cloud API is")
    whatsapp_version: str = Field("v23.0", description="version of the Graph API")
    whatsapp_phone_number_id: str | None = Field(None, description="id of our WhatsApp number; without it: off")
    whatsapp_token: SecretStr | None = Field(None, description="access token of the system user")
    whatsapp_app_secret: SecretStr | None = Field(None, description="app secret: signs what comes in")
    whatsapp_verify_token: SecretStr | None = Field(None, description="our own word for the first handshake")
    whatsapp_template: str | None = Field(None, description="name of the approved template without content")
    whatsapp_template_language: str = Field("nl", description="language of that template")
    whatsapp_number: str | None = Field(None, description="our number, for a link back to WhatsApp")
    webhook_url: str | None = Field(None, description="where the message broker listens; without it: off")
    webhook_secret: SecretStr | None = Field(None, description="shared with the broker: signs both ways")
    demo_password: SecretStr | None = Field(None, description="for the demo accounts; default: random")
    session_hours: int = Field(10, description="a professional's session ends after this")
    session_idle_minutes: int = Field(120, description="a session ends when nobody used it for so long")
    message_limit: int = Field(4000, description="characters in one message")

    trusted_proxies: str = Field("127.0.0.1,::1", description="addresses whose X-Forwarded-For we believe")
    hosts: str | None = Field(None, description="host names we answer to; default: that of the public address")
    limit_conversations: str = Field("30/minute;300/day", description="new conversations per address")
    limit_messages: str = Field("60/minute;1500/day", description="messages per conversation")
    limit_requests: str = Field("1200/minute", description="calls of the API per address")
    limit_logins: str = Field("30/minute", description="log-ins per address")
    streams_per_conversation: int = Field(10, description="open pages of one conversation at the same time")
    streams_per_address: int = Field(300, description="open pages from one address at the same time")
    log_json: bool = Field(False, description="log lines as JSON, for a log collector")
    engine_urls: str | None = Field(None, description="several engines, comma separated; conversations are spread")

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names to answer to; everything when neither `hosts` nor `public_url` says."""
        if self.hosts:
            return [host.strip() for host in self.hosts.split(",")]
        public = urlsplit(self.public_url or "").hostname
        return [public, "127.0.0.1", "localhost", "::1"] if public else ["*"]

    @property
    def proxies(self) -> frozenset[str]:
        return frozenset(address.strip() for address in self.trusted_proxies.split(","))

    @property
    def engines(self) -> tuple[str, ...]:
        """The addresses of the dialogue engines, at least one."""
        return tuple(url.strip() for url in (self.engine_urls or self.engine_url).split(","))

    @property
    def demo(self) -> bool:
        return self.env is Environment.DEMO

    @property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'naast.sqlite3'}"

    @property
    def resolved_keys_url(self) -> str:
        return self.keys_url or f"sqlite:///{self.data_dir / 'keys.sqlite3'}"

    @property
    def resolved_master_key_file(self) -> Path:
        return self.master_key_file or self.data_dir / "master.key"

    @property
    def resolved_bot_python(self) -> Path:
        return self.bot_python or self.bot_dir / ".venv" / "bin" / "python"

    @property
    def understanding_dir(self) -> Path:
        """Where `naast train` puts the trained search, intents and screening."""
        return (self.models_dir or self.data_dir) / "understanding"

    @property
    def dialogue_model(self) -> Path:
        """Where `naast train` puts the engine's trained rules."""
        return (self.models_dir or self.data_dir) / "dialogue" / "model.tar.gz"
