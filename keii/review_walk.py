"""The walk of `keii review` through the lines that wait: a key each; every decision is in the file at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from db.incidents import DefinitionError
from db.incidents.review import moment
from db.records import Action, Decision, Entry, Timeline
from keii.errors import KeiiError
from keii.replacing import replace_file
from keii.review_file import add_decision, add_kept, said_of
from keii.review_queue import Item, entry_of, neighbours
from keii.review_screen import Screen


@dataclass(slots=True)
class Step:
    """One line that was passed, and the file before and after it."""

    place: int
    before: bytes | None
    after: bytes | None


class Walk:
    """One walk; `read_key` gives the next key, `ask` an answer to a question, with a text to start from."""

    def __init__(
        self,
        timeline: Timeline,
        items: Sequence[Item],
        path: Path,
        screen: Screen,
        today: str,
        read_key: Callable[[], str],
        ask: Callable[[str, str], str],
    ) -> None:
        self.timeline, self.items, self.path, self.screen, self.today = timeline, items, path, screen, today
        self.read_key, self.ask = read_key, ask
        self._ahead: list[str] = []
        self.steps: list[Step] = []

    def run(self) -> int:
        """Walk to the end or until q; returns how many lines were decided about."""
        place = 0
        while place < len(self.items):
            item = self.items[place]
            self.screen.show(item, place + 1, len(self.items))
            key = self._key()
            if key == "q":
                break
            if key == "u":
                place = self._undo(place)
                continue
            before = self._bytes()
            if key != "s" and not self._decide(key, item.entry):
                continue
            self.steps.append(Step(place, before, self._bytes()))
            place += 1
        return sum(step.before != step.after for step in self.steps)

    def _key(self) -> str:
        """The next key that means something; keys that were pressed ahead come one after another."""
        self._say("keys")
        while True:
            if not self._ahead:
                read = self.read_key()
                self._ahead = [] if read.startswith("\x1b") else list(read.lower()) or ["q"]
                continue
            key = self._ahead.pop(0)
            if key in ("\x03", "\x04"):
                return "q"
            if key in _KEYS or key in ("s", "u", "q"):
                return key

    def _decide(self, key: str, entry: Entry) -> bool:
        """Ask what is needed and write it down; False where the person thought better of it."""
        try:
            return _KEYS[key](self, entry)
        except (KeiiError, DefinitionError) as error:
            self.screen.console.print(str(error), markup=False, style="red")
            return False

    def _keep(self, entry: Entry) -> bool:
        add_kept(self.path, entry)
        return True

    def _hide(self, entry: Entry) -> bool:
        return self._write("hide", entry)

    def _reword(self, entry: Entry) -> bool:
        text = self._ask("text", entry.text)
        return text not in ("", entry.text) and self._write(
            "reword", entry, texts=((self._language(), text),)
        )

    def _merge(self, entry: Entry) -> bool:
        offered = neighbours(self.timeline, entry)
        for number, other in enumerate(offered, 1):
            self.screen.line(number, other)
        chosen = self._ask("into")
        if not chosen:
            return False
        if chosen.isascii() and chosen.isdigit() and 0 < int(chosen) <= len(offered):
            into = offered[int(chosen) - 1]
        else:
            into = entry_of(self.timeline, chosen)
        return self._write("merge", entry, into=into.id, into_said=said_of(into))

    def _pin(self, entry: Entry) -> bool:
        date = self._ask("date")
        try:
            return self._write("pin", entry, date=moment(date) if date else None)
        except ValueError as error:
            self.screen.console.print(str(error), markup=False, style="red")
            return False

    def _write(self, action: Action, entry: Entry, **more: object) -> bool:
        why = self._ask("why") or None
        decision = Decision(
            action=action, entry=entry.id, said=said_of(entry), why=why, on=self.today, **more  # type: ignore[arg-type]
        )  # fmt: skip
        add_decision(self.path, decision)
        return True

    def _undo(self, place: int) -> int:
        """Take the last step back; the place of its line. A file that somebody changed meanwhile is left alone."""
        if not self.steps:
            return place
        step = self.steps[-1]
        if self._bytes() != step.after:
            self._say("changed")
            return place
        self.steps.pop()
        if step.before is None:
            self.path.unlink(missing_ok=True)
        elif step.before != step.after:
            replace_file(self.path, step.before)
        return step.place

    def _bytes(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    def _language(self) -> str:
        """The language of a text; that of the incident needs no name."""
        language = self.timeline.language
        return "" if language == self.timeline.incident.language else language

    def _ask(self, question: str, start: str = "") -> str:
        return self.ask(self.screen.words.say("review", question), start).strip()

    def _say(self, what: str) -> None:
        self.screen.console.print(self.screen.words.say("review", what), markup=False, style="dim")


_KEYS: dict[str, Callable[[Walk, Entry], bool]] = {
    "k": Walk._keep,
    "h": Walk._hide,
    "r": Walk._reword,
    "m": Walk._merge,
    "p": Walk._pin,
}


def ask_on_terminal(question: str, start: str) -> str:
    """An answer from the keyboard; the text to start from can be edited, where the terminal can."""
    try:
        import readline
    except ImportError:
        return str(click.prompt(question, default=start, show_default=bool(start)))
    readline.set_startup_hook(lambda: readline.insert_text(start))
    try:
        return str(click.prompt(question, default="", show_default=False))
    finally:
        readline.set_startup_hook(None)
