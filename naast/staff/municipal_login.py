"""Log in with the municipality's own account: OpenID Connect, authorization code with PKCE.

A log-in that begins is kept for ten minutes and used once. The id token must be signed by the provider's own
key, be made by that provider for us, for this log-in, and be fresh (OpenID Connect Core 1.0, 3.1.3.7).
"""

from __future__ import annotations

import hmac
import secrets
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import hash_token
from naast.errors import MunicipalLoginFailed
from naast.store.tables import MunicipalLogin, Staff

with warnings.catch_warnings(action="ignore", category=AuthlibDeprecationWarning):
    # It asks for httpx2, which nothing else here uses yet; an administrator can't do anything about it.
    from authlib.integrations.httpx_client import AsyncOAuth2Client

_ALGORITHMS = [f"{family}{size}" for family in ("RS", "PS", "ES") for size in (256, 384, 512)]
"""Never `none`, never a shared secret."""
_BEGUN_FOR = timedelta(minutes=10)
_LEEWAY_S = 30
_TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is. `email` only when the provider does not call it unverified."""

    subject: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """Send the browser to `url`; `binding` goes into a cookie, so that only this browser can finish."""

    url: str
    binding: str


@dataclass(frozen=True, slots=True)
class Provider:
    """The municipality's log-in. `transport` is a stand-in for the network in tests that need one."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    transport: Callable[[], httpx.AsyncBaseTransport] | None = None

    async def begin(self, remember: Callable[[MunicipalLogin], None], now: datetime) -> Begun:
        """Raises MunicipalLoginFailed when the provider can't be reached."""
        metadata = await self._metadata()
        nonce, verifier, binding = (secrets.token_urlsafe(32) for _ in range(3))
        async with self._client() as client:
            url, state = client.create_authorization_url(
                metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        remember(
            MunicipalLogin(
                state_hash=hash_token(state),
                binding_hash=hash_token(binding),
                nonce=nonce,
                verifier=verifier,
                expires_at=now + _BEGUN_FOR,
            )
        )
        return Begun(url, binding)

    async def finish(self, begun: MunicipalLogin, code: str, now: datetime) -> Identity:
        """Exchange the code and check the id token. Raises MunicipalLoginFailed."""
        metadata = await self._metadata()
        try:
            async with self._client() as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=begun.verifier
                )
            keys = KeySet.import_key_set(cast(KeySetSerialization, await self._get(metadata["jwks_uri"])))
            decoded = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS)
        except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
            raise MunicipalLoginFailed("code or id token refused") from error
        return self._identity(decoded.claims, begun.nonce, now)

    def _identity(self, claims: dict[str, Any], nonce: str, now: datetime) -> Identity:
        """Every rule of the id token; Raises MunicipalLoginFailed naming the one that is broken."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        moment = now.timestamp()
        broken = [
            name
            for name, holds in (
                ("issuer", claims.get("iss") == self.issuer),
                ("audience", self.client_id in audiences),
                ("authorized party", len(audiences) == 1 or claims.get("azp") == self.client_id),
                ("expired", _number(claims.get("exp")) + _LEEWAY_S > moment),
                ("from the future", _number(claims.get("iat"), moment * 2) - _LEEWAY_S <= moment),
                ("nonce", hmac.compare_digest(str(claims.get("nonce")), nonce)),
                ("subject", bool(claims.get("sub"))),
            )
            if not holds
        ]
        if broken:
            raise MunicipalLoginFailed(f"id token: {', '.join(broken)}")
        email = claims.get("email") if claims.get("email_verified", True) is True else None
        return Identity(str(claims["sub"]), str(email) if email else None)

    async def _metadata(self) -> dict[str, Any]:
        metadata = await self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != self.issuer:
            raise MunicipalLoginFailed("the provider calls itself something else")
        return metadata

    async def _get(self, url: str) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT_S, transport=self._transport()) as client:
                answer = await client.get(url)
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
                return found
        except (httpx.HTTPError, ValueError) as error:
            raise MunicipalLoginFailed("the provider can't be reached") from error

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self.client_id,
            self.client_secret,
            scope="openid email",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
            transport=self._transport(),
        )

    def _transport(self) -> httpx.AsyncBaseTransport | None:
        return self.transport() if self.transport else None


def take(session: Session, state: str, binding: str, now: datetime) -> MunicipalLogin | None:
    """The log-in that this browser began with this state; it can't be taken a second time."""
    session.execute(delete(MunicipalLogin).where(MunicipalLogin.expires_at < now))
    begun = session.get(MunicipalLogin, hash_token(state), with_for_update=True)
    if begun is None:
        return None
    session.delete(begun)
    return begun if hmac.compare_digest(begun.binding_hash, hash_token(binding)) else None


def staff_of(session: Session, identity: Identity) -> Staff | None:
    """The account of this person: known by subject, or invited under this address and not bound yet."""
    known = session.scalar(select(Staff).where(Staff.oidc_subject == identity.subject, Staff.active))
    if known or identity.email is None:
        return known
    invited = session.scalar(
        select(Staff).where(
            Staff.email == identity.email.strip().lower(), Staff.oidc_subject.is_(None), Staff.active
        )
    )
    if invited:
        invited.oidc_subject = identity.subject
    return invited


def _number(value: object, otherwise: float = 0) -> float:
    return float(value) if isinstance(value, int | float) else otherwise
