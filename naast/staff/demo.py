"""Demo accounts. They exist in demo mode only; production refuses to start with them present."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.staff.accounts import Role, hash_password, set_password
from naast.store.tables import Staff

DOMAIN = "demo.example"

DEMO_ACCOUNTS: tuple[tuple[str, str, Role], ...] = (
    *((f"medewerker{n}", f"Medewerker {n}", Role.PROFESSIONAL) for n in range(1, 6)),
    ("coordinator", "Coördinator", Role.COORDINATOR),
    ("regisseur", "Regisseur", Role.REGISSEUR),
    ("redacteur", "Redacteur", Role.EDITOR),
    ("beheerder", "Beheerder", Role.ADMIN),
)


def ensure_demo_accounts(session: Session, password: str) -> None:
    """Make the accounts when they are absent and give all of them `password`."""
    hashed = hash_password(password)  # once for all: it is meant to be slow
    for local, name, role in DEMO_ACCOUNTS:
        email = f"{local}@{DOMAIN}"
        staff = session.scalar(select(Staff).where(Staff.email == email))
        if staff is None:
            session.add(Staff(email=email, name=name, role=role.value, password_hash=hashed))
        else:
            set_password(session, staff, hashed)


def demo_accounts_present(session: Session) -> bool:
    return session.scalar(select(Staff.id).where(Staff.email.like(f"%@{DOMAIN}"), Staff.active)) is not None
