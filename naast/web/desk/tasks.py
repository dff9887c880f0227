"""Follow-up: what was promised to a family, until it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictStr
from sqlalchemy.orm import Session

from naast.conversation.live import DESK
from naast.handover import tasks
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import TalkingHere
from naast.web.desk.reading import readable

router = APIRouter()


class NewTask(BaseModel):
    text: StrictStr
    due: date


@router.get("/tasks")
async def my_tasks(here: TalkingHere) -> dict[str, Any]:
    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        return {"tasks": tasks.open_tasks(session, here.service.keyring, logged_in.staff, here.today())}

    return await here.read(work)


@router.post("/conversations/{conversation_id}/tasks", status_code=201)
async def add_task(conversation_id: str, body: NewTask, here: TalkingHere) -> dict[str, int]:
    """For oneself, in a conversation that one may read."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, int]:
        staff, now = logged_in.staff, here.service.clock()
        readable(session, conversation_id, staff)
        return {
            "id": tasks.add(session, here.service.keyring, conversation_id, staff, body.text, body.due, now).id
        }

    added = await here.write(work)
    here.changed(conversation_id, queue_too=False)
    here.service.hub.publish(DESK, {"type": "tasks"})
    return added


@router.post("/tasks/{task_id}/done")
async def finish_task(task_id: int, here: TalkingHere) -> dict[str, str]:
    def work(session: Session, logged_in: LoggedIn) -> str:
        return tasks.finish(session, task_id, logged_in.staff, here.service.clock()).conversation_id

    here.changed(await here.write(work), queue_too=False)
    here.service.hub.publish(DESK, {"type": "tasks"})
    return {"state": "done"}
