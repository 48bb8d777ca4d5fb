"""What an early app or a shared page must learn of a later app. Speaks keys and plain values, never models."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Choices

from servicelofte.common.thread import ThreadProvider

T = TypeVar("T")


class Register(Generic[T]):
    """Named entries, each registered once, kept in the order of their coming."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, T] = {}

    def add(self, key: str, entry: T) -> T:
        """Register `entry`; raises ValueError when the key is taken."""
        if key in self._entries and self._entries[key] is not entry:
            raise ValueError(f"{self.what} {key!r} is registered already")
        self._entries[key] = entry
        return entry

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def get(self, key: str) -> T | None:
        """Return the entry or None."""
        return self._entries.get(key)

    def items(self) -> list[tuple[str, T]]:
        """Return keys and entries in order."""
        return list(self._entries.items())

    def values(self) -> list[T]:
        """Return the entries in order."""
        return list(self._entries.values())


@dataclass(frozen=True)
class GateResult:
    """How far a gate check is: state "done", "partial", "missing" or "failed"; `value` a short translated figure."""

    state: str
    value: str = ""
    url: str = ""
    percent: int | None = None


def share_state(done: int, wanted: int) -> str:
    """Return the state of a gate check of which `done` of `wanted` is there; nothing wanted is missing."""
    return "done" if wanted and done == wanted else "partial" if done else "missing"


@dataclass(frozen=True)
class GateCheck:
    """A check before a phase may be left. `run(project_id)` works in the region's scope with a constant number
    of queries.
    """

    key: str
    label: Any
    run: Callable[[int], GateResult]
    required: bool = True


@dataclass(frozen=True)
class PhasePart:
    """What an app says of its phase: handbook key, links of its workspace pages and its gate checks.

    `links(region_slug, project_id, allowed)` returns [(label, url)] for the project page;
    `allowed(permission)` tells what the person may. `answers` tells which of its checks answers for a text of
    the handbook (key of the text → key of the check), so that nobody is asked what the system knows.
    """

    phase: str
    links: Callable[[str, int, Callable[[str], bool]], Sequence[tuple[str, str]]]
    checks: tuple[GateCheck, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the workspace's main navigation; `count(user, region_id)` gives the number in the badge or None.

    What is not everyday work stands in the person's own menu instead (`in_menu`), so that the row stays one line.
    """

    label: Any
    url_name: str
    permission: str = ""
    count: Callable[[Any, int], int | None] | None = None
    in_menu: bool = False


@dataclass(frozen=True)
class Deadline:
    """Something due in a project: local day, translated label, address, whether it is done, and (where the list is of
    many projects) which project it is about. `lang` is the language of a label that somebody wrote. `mail_label` takes
    the label's place in mail where the label quotes what somebody wrote, which may be about their health. `goes_on`
    tells that it is due in a closed project too.
    """

    day: date
    label: str
    url: str = ""
    done: bool = False
    about: str = ""
    mail_label: str = ""
    lang: str = ""
    goes_on: bool = False


@dataclass(frozen=True)
class StillOpen:
    """What is open to others, so that the project cannot be closed: until which local day, where it is seen to in the
    workspace, and what can be done about it. Something `on_one_day` takes place then and is not open until then.
    """

    label: str
    until: date
    url: str
    todo: str
    on_one_day: bool = False


@dataclass(frozen=True)
class LeftUndone:
    """What a project would leave undone if it were closed now, in words with its number, and where it is seen to."""

    label: str
    url: str


@dataclass(frozen=True)
class Reminder:
    """A due reminder as plain values: unique by (recipient, kind, occasion), so that it is sent once."""

    recipient: str
    kind: str
    occasion: str
    region_id: int
    language: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MailTemplate:
    """A kind of mail: template `notices/mail/<kind>.txt` (first line "Subject: …"); `label` names it to staff.

    `build(context)` makes the words' values from stored ids when the mail is sent, inside the region's scope and
    in the recipient's language; None: no longer to be sent. Their `stop_path` is where somebody who asked for the
    mail stops it.
    """

    kind: str
    label: Any
    build: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]


class JobContext(Protocol):
    """What a job's handler is given."""

    @property
    def job_id(self) -> int: ...

    @property
    def region_id(self) -> int | None: ...

    @property
    def arguments(self) -> Mapping[str, Any]: ...

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        ...


@dataclass(frozen=True)
class JobKind:
    """A kind of long work: `run(context)` does it (idempotent) and returns a JSON result;
    `result_url(arguments, result)` tells where what came of it is seen; `subject`, with a place for `number`, names
    what an occasion such as "survey:12" is about.
    """

    kind: str
    label: Any
    run: Callable[[JobContext], Mapping[str, Any]]
    result_url: Callable[[Mapping[str, Any], Mapping[str, Any]], str] | None = None
    max_attempts: int = 3
    subject: Any = ""

    def about(self, occasion: str) -> str:
        """Return what a job of this kind is about, in words where its occasion has a number, else the occasion."""
        number = occasion.split(":")[1:2]
        return str(self.subject) % {"number": number[0]} if self.subject and number else occasion


@dataclass(frozen=True)
class HeardRow:
    """A stakeholder group in "Was everyone heard?": `percent` of what was planned, or `gap` in words when nobody is."""

    label: str
    url: str = ""
    percent: int | None = None
    value: str = ""
    gap: str = ""


@dataclass(frozen=True)
class VoiceChange:
    """That what everybody sees of a contribution changed: (shown, answered) before and after."""

    contribution: int
    before: tuple[bool, bool]
    after: tuple[bool, bool]


@dataclass(frozen=True)
class VoiceSubject:
    """What a contribution is about, for its writer: words (in `lang`) as they stood, and where they are read.

    `changes` are (words, address) of what was changed because of it; `is_open` tells whether its words may be changed;
    `lineage` is that of the one statement it is about, empty where it is about more; `link` are the words of the way to
    `url`, and `waits` what the writer is told as long as nobody has answered.
    """

    title: str
    quote: str = ""
    lang: str = ""
    url: str = ""
    link: str = ""
    waits: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    lineage: str = ""


@dataclass(frozen=True)
class VoiceHome:
    """What a later app says of the contributions it holds, all by contribution ids.

    `subjects(ids, language)` tells what they are about; `check_open(id)`, in the caller's transaction, raises
    PeriodClosed when the writer may no longer change the words; `changed(changes)`, in the same one, keeps its counts.
    `seen_to_by(id)` tells which person one was given to, who then may answer it; None: the preparers alone.
    """

    subjects: Callable[[Sequence[int], str], Mapping[int, VoiceSubject]]
    check_open: Callable[[int], None]
    changed: Callable[[Sequence[VoiceChange]], None]
    seen_to_by: Callable[[int], int | None] | None = None


def labelled(words: Any, **choices: type[Choices]) -> Callable[[Mapping[str, Any]], str]:
    """Return event words in whose named places the data's coded values stand by their labels.

    `choices` gives the enumeration of each place; a value that it does not know, or none, leaves the place empty.
    """

    def say(data: Mapping[str, Any]) -> str:
        return str(words) % {
            place: values(data[place]).label if data.get(place) in values.values else ""
            for place, values in choices.items()
        }

    return say


phases: Register[PhasePart] = Register("phase")
navigation: Register[NavigationItem] = Register("navigation item")
deadlines: Register[Callable[[int], Iterable[Deadline]]] = Register("deadline source")
reminders: Register[Callable[[datetime], Iterable[Reminder]]] = Register("reminder source")
mails: Register[MailTemplate] = Register("mail template")
threads: Register[ThreadProvider] = Register("thread provider")
voice_homes: Register[VoiceHome] = Register("home of contributions, by channel")
job_kinds: Register[JobKind] = Register("job kind")
erasures: Register[Callable[[str], int]] = Register("erasure")
retentions: Register[Callable[[datetime], int]] = Register("retention")
# What each app knows of a project, by its id: plain values for the documented format of its export.
project_exports: Register[Callable[[int], Mapping[str, Any]]] = Register("project export")
public_pages: Register[Callable[[Any], Sequence[tuple[str, str]]]] = Register("public pages of a project")
my_work: Register[Callable[[Any, int], Iterable[Deadline]]] = Register("my work")
project_starters: Register[Callable[[int], None]] = Register("starter of a project")
# What a kind of event says: words whose named places the event's data fills, or what makes words of its data.
event_kinds: Register[Any] = Register("kind of event")
# The kinds of event that go on in a closed project → why. Every other kind is refused there by the ledger.
events_when_closed: Register[str] = Register("kind of event in a closed project")
# The permissions to write that a closed project's pages still offer → why; no rule of access is made of them.
permissions_when_closed: Register[str] = Register("permission in a closed project")
still_open: Register[Callable[[int], Iterable[StillOpen]]] = Register(
    "what keeps a project from being closed"
)
# What closing a project would leave undone; none of it is a hindrance.
left_undone: Register[Callable[[int], Iterable[LeftUndone]]] = Register("what a project leaves undone")
heard: Register[Callable[[str, int], Sequence[HeardRow]]] = Register("coverage of groups")
due_work: Register[Callable[[datetime], int]] = Register("work that falls due")
mailers: Register[Callable[..., Any]] = Register("mailer")
# Statement ids → those of them that the app follows up, such as by an indicator.
statement_checks: Register[Callable[[Sequence[int]], set[int]]] = Register("check of statements")
