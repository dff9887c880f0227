"""The professionals' API: `/api/v1/desk…` (design, section 6). One concept per file; `here.py` is the ground."""

from __future__ import annotations

from fastapi import APIRouter

from naast.web.desk import (
    accounts,
    audit,
    callbacks,
    channels,
    closing,
    colleagues,
    editorial,
    help,
    insight,
    login,
    municipal,
    ownership,
    presence,
    queue,
    reading,
    second_factor,
    stream,
    talking,
    tasks,
    together,
)

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
for part in (
    login,
    municipal,
    second_factor,
    accounts,
    audit,
    queue,
    ownership,
    presence,
    reading,
    talking,
    channels,
    together,
    closing,
    tasks,
    callbacks,
    colleagues,
    help,
    insight,
    editorial,
    stream,
):
    router.include_router(part.router)
