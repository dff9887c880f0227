"""The command line, `naast`: serve, train, check, ask, eval, bench, purge, staff, export and audit."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from naast.errors import NaastError, StaffError, VisitorError
from naast.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors that somebody can mend are one line on standard error, exit status 2."""
    parsed = _parser().parse_args(arguments)
    command: Command = parsed.command
    try:
        return command(parsed, Settings())
    except (VisitorError, StaffError) as error:
        print(f"naast: {error.message}", file=sys.stderr)
    except NaastError as error:
        print(f"naast: {error}", file=sys.stderr)
    except (BrokenPipeError, KeyboardInterrupt):
        return 130
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="naast", description="A Dutch assistant for parents and youths.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, command: Command, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.set_defaults(command=command)
        return sub

    add("serve", _serve, "start web, engine and actions; stop with Ctrl-C")
    train = add("train", _train, "learn from knowledge/ and data/; does nothing when nothing changed")
    train.add_argument(
        "--only",
        choices=("understanding", "screening", "dialogue"),
        help="what lines mean, what danger looks like, or the engine's rules",
    )
    add("check", _check, "check the content; prints every problem with file and line")
    ask = add("ask", _ask, "say what the assistant would do with a line")
    ask.add_argument("text", nargs="*", help="the line; without it lines are read from standard input")
    ask.add_argument("--jsonl", action="store_true", help='lines are {"text": …, "audience"?: …}')
    ask.add_argument("--audience", choices=("parent", "youth"), default="parent")
    evaluate = add("eval", _eval, "measure; writes docs/eval.md, safety.md or redaction.md")
    evaluate.add_argument("what", nargs="?", choices=("knowledge", "safety", "redaction"), default="knowledge")
    evaluate.add_argument("--questions", help="labelled lines (JSONL) to measure on, besides the examples")
    evaluate.add_argument("--labels-know", help="the topics that the labels can name (YAML with ids)")
    evaluate.add_argument("--stock-rasa", action="store_true", help="beside stock Rasa as well (an hour)")
    add("bench", _bench, "benchmarks side by side")
    purge = add("purge", _purge, "delete what has passed its term")
    purge.add_argument("--dry-run", action="store_true", help="only say what would go, per class")
    export = add("export", _export, "everything stored about one conversation, as JSON")
    export.add_argument("conversation")
    keys = commands.add_parser("keys", help="the master key").add_subparsers(required=True)
    keys.add_parser("rotate", help="a new master key for all data keys").set_defaults(command=_keys_rotate)
    add("dpia", _dpia, "write the inventory of fields in docs/dpia.md")
    _add_staff_command(commands)
    _add_social_map_commands(add)
    _add_audit_command(commands)
    return parser


def _add_social_map_commands(add: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    read = add("import-social-map", _import_social_map, "read an Open Referral HSDS 3 data package (CSV files)")
    read.add_argument("folder", help="the folder with services.csv")
    read.add_argument("--municipality", help="where these offers are; default: NAAST_MUNICIPALITY")
    write = add("export-social-map", _export_social_map, "write the social map as an HSDS 3 data package")
    write.add_argument("folder", help="a folder to write in")


def _add_audit_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help="who did what").add_subparsers(required=True)
    verify = audit.add_parser("verify", help="is the log whole? Prints its head; exit status 1 when it is not")
    verify.add_argument("--head", help="a head written down earlier: nothing before it may be missing")
    verify.set_defaults(command=_audit_verify)


def _add_staff_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    staff = commands.add_parser("staff", help="professionals' accounts").add_subparsers(required=True)
    add = staff.add_parser("add", help="make an account; asks for the password")
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True, help="as families see it")
    roles = ("professional", "coordinator", "regisseur", "editor", "admin")
    add.add_argument("--role", choices=roles, required=True)
    add.set_defaults(command=_staff_add)


def _serve(_parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.supervisor.serve import serve

    return serve(settings)


def _train(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.training import train

    train(settings, lambda line: print(line, flush=True), only=parsed.only)
    return 0


def _check(_parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.knowledge.check import main as check_content

    return check_content(settings, date.today())


def _ask(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.asking import Asker, read_lines

    lines = [(" ".join(parsed.text), parsed.audience)] if parsed.text else read_lines(sys.stdin, parsed)
    for answer in Asker.load(settings).ask(lines):
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


def _eval(parsed: argparse.Namespace, settings: Settings) -> int:
    if parsed.what == "safety":
        from naast.safety.trained import main_report

        print(main_report(settings, Path(parsed.questions) if parsed.questions else None))
        return 0
    if parsed.what == "redaction":
        from naast.privacy.report import main_report as redaction_report

        print(redaction_report(settings))
        return 0
    from naast.evaluation.report import main_report as knowledge_report

    file, known = (Path(given) if given else None for given in (parsed.questions, parsed.labels_know))
    say = partial(print, file=sys.stderr, flush=True)
    print(knowledge_report(settings, file, known, say, with_stock_rasa=parsed.stock_rasa))
    return 0


def _bench(_parsed: argparse.Namespace, _settings: Settings) -> int:
    import runpy

    from naast.settings import PROJECT_ROOT

    for name in ("run.py", "people_around_you.py"):
        runpy.run_path(str(PROJECT_ROOT / "bench" / name), run_name="__main__")
    return 0


def _purge(parsed: argparse.Namespace, settings: Settings) -> int:
    from collections import Counter

    from naast.audit.log import AuditLog
    from naast.content import load_content
    from naast.privacy.retention import due, forget_expired, purge
    from naast.privacy.rotation import open_keyring
    from naast.store.database import Database
    from naast.support.retention import due_requests, purge_requests

    database = Database(settings.resolved_database_url)
    database.migrate()
    terms = {place.id: place.retention_days for place in load_content(settings).municipalities.values()}
    now = datetime.now(UTC)
    found = [*due(database, terms, now), *due_requests(database, terms, now)]
    per_class = Counter((one.municipality, one.kind) for one in found)
    if not parsed.dry_run:
        keyring = open_keyring(settings)
        audit = AuditLog(keyring.derive("audit"))
        purge(database, keyring, terms, now, audit=audit)
        purge_requests(database, keyring, terms, now, audit=audit)
        forget_expired(database, now)
    for place, term in sorted(terms.items()):
        for kind, days in (
            ("bot", term["bot"]),
            ("handed_over", term["handed_over"]),
            ("request", term["handed_over"]),
        ):
            print(f"{place:30} {kind:12} {days:4} days {per_class.pop((place, kind), 0):8}")
    for (place, kind), count in sorted(per_class.items()):
        print(f"{place:30} {kind:12}      (no longer served) {count}")
    print(f"{len(found)} {'would be' if parsed.dry_run else 'were'} deleted")
    return 0


def _keys_rotate(_parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.privacy.rotation import rotate
    from naast.supervisor.serve import port_free

    if settings.master_key is None and not port_free(settings.host, settings.port):
        print("naast: stop Naast first: it holds the old key in memory.", file=sys.stderr)
        return 2
    print(
        f"{rotate(settings)} keys are wrapped with the new master key. Make a copy of it, and destroy old copies."
    )
    return 0


def _dpia(_parsed: argparse.Namespace, _settings: Settings) -> int:
    from naast.privacy.inventory import write_dpia

    print(f"{write_dpia()} fields in docs/dpia.md")
    return 0


def _export(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.audit.log import AuditLog
    from naast.conversation.lifecycle import export
    from naast.errors import ConversationNotFound
    from naast.privacy.rotation import open_keyring
    from naast.store.database import Database
    from naast.store.tables import Conversation

    keyring = open_keyring(settings)
    audit = AuditLog(keyring.derive("audit"))
    with Database(settings.resolved_database_url).write() as session:
        conversation = session.get(Conversation, parsed.conversation)
        if conversation is None:
            raise ConversationNotFound
        everything = export(session, keyring.get(conversation.id), conversation)
        audit.append(session, "exported", datetime.now(UTC), conversation_id=conversation.id, by="command line")
    print(json.dumps(everything, ensure_ascii=False, indent=2))
    return 0


def _import_social_map(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.support.hsds import import_hsds
    from naast.support.offers import write_offers

    place = parsed.municipality or settings.municipality
    offers = import_hsds(Path(parsed.folder), place)
    folder = settings.knowledge_dir / "social_map" / place
    write_offers(offers, folder)
    print(f"{len(offers)} offers in {folder.name}/. Choose their `kinds` and run `naast check`.")
    return 0


def _export_social_map(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.support.hsds import export_hsds
    from naast.support.offers import load_offers

    offers = load_offers(settings.knowledge_dir / "social_map")
    export_hsds(offers.values(), Path(parsed.folder))
    print(f"{len(offers)} offers")
    return 0


def _audit_verify(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.audit.log import AuditLog
    from naast.privacy.rotation import open_keyring
    from naast.store.database import Database

    database = Database(settings.resolved_database_url)
    database.migrate()
    with database.read() as session:
        found = AuditLog(open_keyring(settings).derive("audit")).verify(session, parsed.head)
    if found.broken_at is not None:
        print(f"BROKEN at row {found.broken_at}: {found.rows} rows before it are whole.", file=sys.stderr)
        return 1
    print(f"{found.rows} rows, all whole. Head: {found.head}")
    return 0


def _staff_add(parsed: argparse.Namespace, settings: Settings) -> int:
    from naast.staff.accounts import Role, add
    from naast.store.database import Database

    database = Database(settings.resolved_database_url)
    database.migrate()
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    with database.write() as session:
        add(session, parsed.email, parsed.name, Role(parsed.role), password)
    print(f"{parsed.email} can log in at /werkplek")
    return 0


if __name__ == "__main__":
    sys.exit(main())
