"""What can go wrong, and who should hear of it.

NaastError
├── VisitorError              the visitor can mend it: 4xx, Dutch, says what to do
│   ├── InvalidInput          a field is missing, empty or of the wrong kind (422, names the field)
│   ├── MessageTooLong        422
│   ├── TooManyRequests       429
│   ├── ConversationNotFound  no such conversation, or a wrong or foreign token (404, never says which)
│   ├── UnknownCode           no such return code (404, never says why)
│   ├── ConversationClosed    409
│   ├── UnknownChoice         a choice that was never offered in this conversation (422)
│   ├── NotNow                the step does not fit the conversation's mode (409)
│   ├── WebsiteNotAllowed     the widget stands on a website that isn't on the municipality's list (403)
│   └── DeskClosed            nobody is at the desk; says when it opens and offers a call-back (409)
├── StaffError
│   ├── NotLoggedIn           401
│   ├── WrongPassword         401
│   ├── CodeNeeded            401: the password is right, a code of the second factor is missing or wrong
│   ├── SecondFactorMissing   403: set up the second factor first
│   ├── TooManyAttempts       429: too many failed log-ins
│   ├── NotAllowed            the role or the CSRF token does not allow this (403)
│   ├── AlreadyClaimed        409, names the owner
│   ├── TooManyChats          409: as many chats as this professional may have at once
│   ├── NotYours              409: only the owner may write
│   ├── NotWaiting            409
│   ├── RequestUnknown        no such request, volunteer or match, or it was withdrawn (404)
│   └── StepNotAllowed        409: something must happen first; says what
├── WebhookRefused            a channel's message is forged, stale or a replay; counted by reason
├── MunicipalLoginFailed      the municipality's log-in did not hold; the reason is for the log
├── ContentError              an editor can mend it: file, line, what to do
├── SetupError                an administrator can mend it; says what is missing and how
└── EngineUnavailable         nobody's fault: apologise, offer a person
"""

from __future__ import annotations

from datetime import datetime


class NaastError(Exception):
    """Everything Naast raises on purpose."""


class VisitorError(NaastError):
    """`message` is Dutch, B1, and says what to do; it may be shown to the visitor as it is."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(VisitorError):
    """`field` names the part of the request that is wrong."""

    status = 422

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class MessageTooLong(InvalidInput):
    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Je bericht is te lang. Een bericht mag {limit} tekens hebben. Stuur het in stukjes.", "text"
        )


class UnknownChoice(InvalidInput):
    def __init__(self) -> None:
        super().__init__("Deze keuze kennen we niet. Kies opnieuw of typ je antwoord.", "choice")


class TooManyRequests(VisitorError):
    """`retry_after` is in seconds."""

    status = 429

    def __init__(
        self,
        retry_after: int,
        message: str = "Je stuurt erg veel berichten achter elkaar. Wacht even en probeer het dan opnieuw.",
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ConversationNotFound(VisitorError):
    status = 404

    def __init__(self) -> None:
        super().__init__("We kunnen dit gesprek niet vinden. Begin een nieuw gesprek.")


class UnknownCode(VisitorError):
    """The same for a code that never was, one that is gone and one with a slip of the pen: it tells nothing."""

    status = 404

    def __init__(self) -> None:
        super().__init__("Deze code kennen we niet. Kijk of elk woord en het getal goed zijn.")


class ConversationClosed(VisitorError):
    status = 409

    def __init__(self) -> None:
        super().__init__("Dit gesprek is afgesloten. Begin een nieuw gesprek.")


class WebsiteNotAllowed(VisitorError):
    status = 403

    def __init__(self) -> None:
        super().__init__("Op deze website werkt Naast niet. Kijk op de website van je gemeente.")


class NotNow(VisitorError):
    status = 409


class DeskClosed(VisitorError):
    """`opens_at` is aware, in the municipality's time zone; None when no opening hours are known."""

    status = 409

    def __init__(self, opens_at: datetime | None, *, callback: bool = True) -> None:
        super().__init__(
            "Er is nu niemand van het CJG. Je kunt vragen of iemand je terugbelt."
            if callback
            else "Er is nu niemand van het CJG. Wacht niet: bel nu een van de nummers in het gesprek."
        )
        self.opens_at = opens_at
        self.callback = callback


class StaffError(NaastError):
    status = 403

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotLoggedIn(StaffError):
    status = 401

    def __init__(self) -> None:
        super().__init__("Log in om verder te gaan.")


class WrongPassword(StaffError):
    status = 401

    def __init__(self) -> None:
        super().__init__("Het e-mailadres of het wachtwoord klopt niet.")


class CodeNeeded(StaffError):
    """`need` tells the page what to ask for."""

    status = 401
    need = "code"

    def __init__(self, *, wrong: bool) -> None:
        super().__init__(
            "Deze code klopt niet. Wacht op de volgende code in je app." if wrong else "Vul de code uit je app in."
        )


class SecondFactorMissing(StaffError):
    status = 403
    need = "enrol"

    def __init__(self) -> None:
        super().__init__("Stel eerst de tweede stap van het inloggen in.")


class TooManyAttempts(StaffError):
    """`retry_after` is in seconds."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        wait = "1 minuut" if minutes == 1 else f"{minutes} minuten"
        super().__init__(f"Je hebt het te vaak geprobeerd. Probeer het over {wait} opnieuw.")
        self.retry_after = retry_after


class NotAllowed(StaffError):
    status = 403


class ConversationUnknown(StaffError):
    status = 404

    def __init__(self) -> None:
        super().__init__("Dit gesprek bestaat niet (meer).")


class AlreadyClaimed(StaffError):
    """`claimed_by` is the owner's display name."""

    status = 409

    def __init__(self, claimed_by: str) -> None:
        super().__init__(f"{claimed_by} heeft dit gesprek al opgepakt.")
        self.claimed_by = claimed_by


class TooManyChats(StaffError):
    status = 409

    def __init__(self, most: int) -> None:
        super().__init__(f"Je hebt al {most} gesprekken. Rond er eerst een af of geef er een terug.")


class NotYours(StaffError):
    status = 409

    def __init__(self) -> None:
        super().__init__("Dit gesprek is niet van jou. Alleen wie het heeft opgepakt, kan dit doen.")


class NotWaiting(StaffError):
    status = 409

    def __init__(self) -> None:
        super().__init__("Dit gesprek wacht niet (meer) op iemand.")


class RequestUnknown(StaffError):
    status = 404

    def __init__(self) -> None:
        super().__init__("Dit bestaat niet, of het is ingetrokken.")


class StepNotAllowed(StaffError):
    """`message` says in Dutch what has to happen first."""

    status = 409


class StaffInputInvalid(StaffError):
    """`field` names the part of the request that is wrong."""

    status = 422

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class WebhookRefused(NaastError):
    """`reason` is a short code for the count; the sender learns nothing but `status`."""

    def __init__(self, reason: str, status: int = 401) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class MunicipalLoginFailed(NaastError):
    """Says which rule was broken; the professional only reads that it did not work."""


class ContentError(NaastError):
    """Something in `knowledge/` or `data/` is wrong. `where` is `file` or `file:line`."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


class SetupError(NaastError):
    """The installation is incomplete; the message says what to do."""


class EngineUnavailable(NaastError):
    """The dialogue engine did not answer in time, or not at all, or with nothing."""
