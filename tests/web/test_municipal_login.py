"""Log in at a real OpenID provider (Canaille, run by pytest-iam), and everything that must not work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from naast.errors import MunicipalLoginFailed
from naast.staff.municipal_login import Provider
from naast.store.tables import MunicipalLogin, Staff
from tests.web.app import Application, Clock

HERE = "http://testserver"
CALLBACK = f"{HERE}/api/v1/desk/municipal/callback"
EMAIL = "medewerker1@demo.example"


@pytest.fixture(scope="module", autouse=True)
def _http_on_loopback() -> Iterator[None]:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the provider of the test has no https
    yield
    os.environ.pop("AUTHLIB_INSECURE_TRANSPORT", None)


@pytest.fixture
def provider_client(iam_server: Any) -> Iterator[Any]:
    """Us, as the provider knows us."""
    with iam_server.app.app_context():
        made = iam_server.models.Client(
            client_id="naast",
            client_secret="een geheim van de proef",
            client_name="Naast",
            contacts=["beheer@example.nl"],
            client_uri=HERE,
            redirect_uris=[CALLBACK],
            grant_types=["authorization_code"],
            response_types=["code"],
            token_endpoint_auth_method="client_secret_basic",
            scope=["openid", "email", "profile"],
        )
        iam_server.backend.save(made)
        made.audience = [made]
        iam_server.backend.save(made)
        yield made
        iam_server.backend.delete(made)


@pytest.fixture
def person(iam_server: Any, provider_client: Any) -> Iterator[Any]:
    user = iam_server.random_user(emails=[EMAIL])
    iam_server.login(user)
    iam_server.consent(user)
    yield user
    iam_server.logout()
    with iam_server.app.app_context():
        iam_server.backend.delete(user)


@pytest.fixture
def issuer(iam_server: Any) -> str:
    found = httpx.get(f"{iam_server.url}.well-known/openid-configuration").json()
    return str(found["issuer"])


Open = Callable[..., TestClient]


@pytest.fixture
def client(application: Application, issuer: str) -> Iterator[TestClient]:
    clock = Clock(datetime.now(UTC))  # the provider has a clock of its own
    settings = {
        "public_url": HERE,
        "oidc_issuer": issuer,
        "oidc_client_id": "naast",
        "oidc_client_secret": "een geheim van de proef",
    }
    with replace(application, clock=clock).running(**settings) as client:
        client.follow_redirects = False
        client.clock = clock  # type: ignore[attr-defined]
        yield client


def begin(client: TestClient) -> str:
    """Where the browser is sent."""
    return str(client.get("/api/v1/desk/municipal/begin").headers["location"])


def at_the_provider(url: str) -> str:
    """The address with which the provider sends the browser back."""
    answer = httpx.get(url, follow_redirects=False)
    while answer.is_redirect and not answer.headers["location"].startswith(HERE):
        answer = httpx.get(httpx.URL(url).join(answer.headers["location"]), follow_redirects=False)
    return str(answer.headers["location"])


def outcome(answer: Any) -> tuple[str, bool]:
    """Where to, and with a session?"""
    return answer.headers["location"], "naast_desk" in answer.headers.get("set-cookie", "")


FAILED = ("/werkplek?inloggen=mislukt", False)


def test_somebody_with_an_account_logs_in_at_the_municipality(client: TestClient, person: Any) -> None:
    assert client.get("/api/v1/desk/municipal").json()["name"] == "je gemeente"
    assert outcome(client.get(at_the_provider(begin(client)))) == ("/werkplek", True)
    assert client.get("/api/v1/desk/me").json()["name"] == "Medewerker 1"
    with client.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        assert session.query(Staff).filter_by(email=EMAIL).one().oidc_subject


def test_somebody_without_an_account_stays_outside(client: TestClient, iam_server: Any, person: Any) -> None:
    with iam_server.app.app_context():
        iam_server.backend.update(person, emails=["vreemd@example.nl"])
        iam_server.backend.save(person)
    answer = client.get(at_the_provider(begin(client)))
    assert outcome(answer) == ("/werkplek?inloggen=onbekend", False)


def test_a_code_works_once(client: TestClient, person: Any) -> None:
    back = at_the_provider(begin(client))
    assert outcome(client.get(back))[1]
    binding = client.cookies.get("naast_municipal", path="/api/v1/desk/municipal")
    assert binding is None
    assert outcome(client.get(back)) == FAILED


def test_a_used_code_in_a_new_log_in_is_refused_by_the_provider(client: TestClient, person: Any) -> None:
    used = parse_qs(urlsplit(at_the_provider(begin(client))).query)["code"][0]
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    assert outcome(client.get(f"{CALLBACK}?code={used}&state={state}")) == FAILED


def test_another_browser_can_not_finish_what_this_one_began(client: TestClient, person: Any) -> None:
    back = at_the_provider(begin(client))
    client.cookies.clear()
    assert outcome(client.get(back)) == FAILED


def test_a_log_in_that_took_too_long_is_refused(client: TestClient, person: Any) -> None:
    back = at_the_provider(begin(client))
    client.clock.now += timedelta(minutes=11)  # type: ignore[attr-defined]
    assert outcome(client.get(back)) == FAILED


def test_an_invented_state_or_an_error_from_the_provider_is_refused(client: TestClient, person: Any) -> None:
    assert outcome(client.get(f"{CALLBACK}?code=x&state=y")) == FAILED
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    assert outcome(client.get(f"{CALLBACK}?error=access_denied&state={state}")) == FAILED


def test_an_expired_id_token_is_refused(client: TestClient, person: Any) -> None:
    """The provider's tokens live an hour at most; by our clock a log-in lives longer than that here."""
    service = client.app.state.service  # type: ignore[attr-defined]
    back = at_the_provider(begin(client))
    with service.database.write() as session:
        session.query(MunicipalLogin).update({"expires_at": datetime.now(UTC) + timedelta(days=400)})
    client.clock.now += timedelta(days=300)  # type: ignore[attr-defined]
    assert outcome(client.get(back)) == FAILED


def test_a_provider_that_calls_itself_something_else_is_refused(
    client: TestClient, person: Any, iam_server: Any
) -> None:
    service = client.app.state.service  # type: ignore[attr-defined]
    object.__setattr__(service.settings, "oidc_issuer", iam_server.url.replace("localhost", "127.0.0.1"))
    assert outcome(client.get("/api/v1/desk/municipal/begin")) == FAILED


KEY = RSAKey.generate_key(2048, {"kid": "ours"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "ours"})
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
RIGHT = {
    "iss": "https://login.example",
    "aud": "naast",
    "sub": "42",
    "nonce": "nonce",
    "exp": NOW.timestamp() + 300,
    "iat": NOW.timestamp(),
    "email": EMAIL,
}


def provider_that_says(key: RSAKey = KEY, algorithm: str = "RS256", **claims: Any) -> Provider:
    """A provider whose id token says exactly this; its published key is always KEY."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("openid-configuration"):
            base = "https://login.example"
            found = {"issuer": base, "authorization_endpoint": f"{base}/a"}
            return httpx.Response(200, json=found | {"token_endpoint": f"{base}/t", "jwks_uri": f"{base}/k"})
        if request.url.path == "/k":
            return httpx.Response(200, json={"keys": [KEY.as_dict(private=False)]})
        said = {name: value for name, value in (RIGHT | claims).items() if value is not None}
        id_token = jwt.encode({"alg": algorithm, "kid": "ours"}, said, key, algorithms=[algorithm])
        body = {"access_token": "x", "token_type": "Bearer", "id_token": id_token}
        return httpx.Response(200, json=body)

    return Provider("https://login.example", "naast", "geheim", CALLBACK, lambda: httpx.MockTransport(answer))


async def finish(provider: Provider) -> str:
    begun = MunicipalLogin(state_hash="s", binding_hash="b", nonce="nonce", verifier="v" * 43, expires_at=NOW)
    return (await provider.finish(begun, "code", NOW)).subject


def run(provider: Provider) -> str:
    import asyncio

    return asyncio.run(finish(provider))


def test_an_id_token_in_order_is_accepted() -> None:
    assert run(provider_that_says()) == "42"


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ({"iss": "https://ander.example"}, "issuer"),
        ({"aud": "iemand anders"}, "audience"),
        ({"aud": ["naast", "ander"]}, "authorized party"),
        ({"exp": NOW.timestamp() - 60}, "expired"),
        ({"exp": None}, "expired"),
        ({"iat": NOW.timestamp() + 300}, "from the future"),
        ({"nonce": "van een ander"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"sub": None}, "subject"),
        ({"key": OTHER_KEY}, "refused"),
    ],
)
def test_each_broken_rule_of_the_id_token_is_refused(claims: dict[str, Any], named: str) -> None:
    with pytest.raises(MunicipalLoginFailed, match=named):
        run(provider_that_says(**claims))
