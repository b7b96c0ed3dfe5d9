"""`keii review`: what a person decides about the lines of a timeline."""

import json
import sys
from functools import cached_property
from typing import Any

import click

from db.records import Action, Decision, Entry, Incident, Review, Timeline
from keii.cli import workspace_of
from keii.clock import utc_now
from keii.commands.report import json_option
from keii.errors import KeiiError
from keii.highlight import visible
from keii.review_queue import REASONS, Item, entry_of, notices, waiting
from keii.since import Material, gather
from keii.walk import account
from keii.workspace import Workspace


class Desk:
    """What the decisions of one call are about; loaded when it is asked for, so that --help needs no incident."""

    def __init__(self, workspace: Workspace, slug: str) -> None:
        self.workspace, self.slug = workspace, slug
        self.path = workspace.review_file(slug)

    @cached_property
    def incident(self) -> Incident:
        return self.workspace.incident(self.slug)

    @cached_property
    def review(self) -> Review:
        return self.workspace.review(self.slug)

    @cached_property
    def known(self) -> Material:
        with self.workspace.read_store() as store:
            return gather(store, self.slug, every_mention=True)

    @cached_property
    def timeline(self) -> Timeline:
        incident, review = self.incident, self.review
        return account(incident, self.known, None, review)


class OptionsAnywhere(click.Group):
    """A group whose own options may also stand behind its argument: keii review SLUG --list."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = next((i for i, word in enumerate(args) if i and word in self.commands), len(args))
        options: list[str] = []
        others: list[str] = []
        words = iter(args[:own])
        for word in words:
            takes = [
                p for p in self.params if isinstance(p, click.Option) and word in p.opts and not p.is_flag
            ]
            (options if word.startswith("-") else others).append(word)
            if takes:
                options += [value for value in [next(words, None)] if value is not None]
        return super().parse_args(ctx, [*options, *others, *args[own:]])


@click.group(
    cls=OptionsAnywhere,
    invoke_without_command=True,
    short_help="Decide about lines: keep, hide, reword, merge, pin, add.",
)
@click.argument("slug")
@click.option(
    "--list", "listed", is_flag=True, help="Print the lines that wait instead of walking through them."
)
@click.option(
    "--only",
    type=click.Choice(REASONS),
    multiple=True,
    help="Only lines that wait for this reason; give several.",
)
@json_option
@click.pass_context
def command(ctx: click.Context, slug: str, listed: bool, only: tuple[str, ...], as_json: bool) -> None:
    """Decide about lines: walk through those in dispute, without a date, or new.

    A decision is one table in incidents/SLUG.review.toml, which you may also write by hand. It holds for every later
    build, and finds its line again when new documents or rules give it another id. In a pipe: as with --list.

    \b
    Examples:
      keii review docomo-koza
      keii review docomo-koza --list --json
      keii review docomo-koza hide 03c0ea19d2 --why "読み違い"
    """
    desk = ctx.obj = Desk(workspace_of(ctx), slug)
    if ctx.invoked_subcommand is not None:
        return
    timeline = desk.timeline
    items = waiting(timeline, desk.review, only)
    for notice in notices(timeline, str(desk.path)):
        click.echo(visible(f"keii: {notice}"), err=True)
    if as_json:
        click.echo(json.dumps(_listing(slug, items, timeline), ensure_ascii=False, indent=1))
    elif listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print(items)
    else:
        _walk(desk, items)


def _listing(slug: str, items: list[Item], timeline: Timeline) -> dict[str, Any]:
    from timeline.render.json import decided_object, entry_object

    return {
        "slug": slug,
        "waiting": [{"reason": item.reason, **entry_object(item.entry)} for item in items],
        "decided": [decided_object(decided) for decided in timeline.decided],
    }


def _print(items: list[Item]) -> None:
    for item in items:
        entry = item.entry
        click.echo(visible(f"{entry.id}\t{item.reason}\t{entry.date}\t{entry.text}".replace("\n", " ")))


def _walk(desk: Desk, items: list[Item]) -> None:
    from keii.console import Console
    from keii.review_screen import Screen
    from keii.review_walk import Walk, ask_on_terminal
    from timeline.wording import speak

    words = speak(desk.timeline.language)
    console = Console(highlight=False)
    if not items:
        console.print(words.say("review", "nothing"))
        return
    screen = Screen(console, desk.timeline, desk.known.readings)
    walk = Walk(desk.timeline, items, desk.path, screen, utc_now()[:10], click.getchar, ask_on_terminal)
    decided = walk.run()
    told = words.say("review", "done", decided=decided, left=len(items) - len(walk.steps), slug=desk.slug)
    console.print(told, markup=False)


entry_argument = click.argument("entry", metavar="ID")
why_option = click.option("--why", help="The reason, kept beside the decision.")


@command.command("keep")
@entry_argument
@click.pass_obj
def keep(desk: Desk, entry: str) -> None:
    """Note that a line is right as it is, so that it waits no more.

    \b
    Example:
      keii review docomo-koza keep 03c0ea19d2
    """
    from keii.review_file import add_kept

    click.echo(add_kept(desk.path, entry_of(desk.timeline, entry)))


@command.command("hide")
@entry_argument
@why_option
@click.pass_obj
def hide(desk: Desk, entry: str, why: str | None) -> None:
    """Take a line, and its figures, out of the timeline.

    \b
    Example:
      keii review docomo-koza hide 03c0ea19d2 --why "読み違い"
    """
    _decide(desk, "hide", entry_of(desk.timeline, entry), why)


@command.command("merge")
@entry_argument
@click.option(
    "--into", required=True, metavar="ID", help="The line that takes it in; its words and figures stay."
)
@why_option
@click.pass_obj
def merge(desk: Desk, entry: str, into: str, why: str | None) -> None:
    """Give the sources of a line to another one that says the same.

    \b
    Example:
      keii review docomo-koza merge 03c0ea19d2 --into 9d1f0c22ab
    """
    from keii.review_file import said_of

    other = entry_of(desk.timeline, into)
    if into == entry:
        raise KeiiError(f"{entry} cannot be merged into itself")
    _decide(desk, "merge", entry_of(desk.timeline, entry), why, into=other.id, into_said=said_of(other))


@command.command("reword")
@entry_argument
@click.option("--text", required=True, help="The line in your words.")
@click.option(
    "--lang", "language", type=click.Choice(("ja", "en")), help="[default: the incident's language]"
)
@why_option
@click.pass_obj
def reword(desk: Desk, entry: str, text: str, language: str | None, why: str | None) -> None:
    """Put a line into your words; it is marked as yours.

    \b
    Example:
      keii review docomo-koza reword 03c0ea19d2 --text "七十七銀行、新規登録を停止"
    """
    of_incident = language in (None, desk.incident.language)
    _decide(
        desk, "reword", entry_of(desk.timeline, entry), why, texts=(("" if of_incident else language, text),)
    )


@command.command("pin")
@entry_argument
@click.option("--date", "moment", help="The date that the line stands at, as 2020-09-11 or 2020-09-11T09:00.")
@why_option
@click.pass_obj
def pin(desk: Desk, entry: str, moment: str | None, why: str | None) -> None:
    """Mark a line as a key event, and with --date set its date.

    \b
    Example:
      keii review docomo-koza pin 03c0ea19d2 --date 2020-09-11
    """
    _decide(desk, "pin", entry_of(desk.timeline, entry), why, date=moment)


@command.command("add")
@click.option("--date", required=True, help="When it happened.")
@click.option("--text", required=True, help="The line.")
@click.option("--url", required=True, help="Address of the page that says so.")
@click.option("--quote", required=True, help="The words that say so, 120 characters at most.")
@click.option("--publisher", required=True, help="Who published them.")
@click.option("--published", required=True, help="When they were published.")
@click.option("--kind", default="other", show_default=True, help="Kind of the entry, as in timeline.json.")
@why_option
@click.pass_obj
def add(desk: Desk, /, why: str | None, text: str, **given: Any) -> None:
    """Add a line of your own with its citation; it stays marked as yours.

    \b
    Example:
      keii review docomo-koza add --date 2020-09-11 --text "知事が定例会見で言及" --publisher "例の新聞"
        --published 2020-09-12 --url https://news.example/a/1 --quote "知事は11日の会見で触れた。"
    """
    from db.records import AddedEntry
    from keii.review_file import add_entry

    _ = desk.incident
    added = AddedEntry(texts=(("", text),), why=why, on=utc_now()[:10], **given)
    click.echo(add_entry(desk.path, added), nl=False)
    _hint(desk)


@command.command("undo")
@entry_argument
@click.pass_obj
def undo(desk: Desk, entry: str) -> None:
    """Take back every decision about a line, by the id that the file has.

    \b
    Example:
      keii review docomo-koza undo 03c0ea19d2
    """
    from keii.review_file import take_back

    _ = desk.incident
    click.echo(f"{entry}: {', '.join(take_back(desk.path, entry))}")
    _hint(desk)


@command.command("renew")
@click.pass_obj
def renew(desk: Desk) -> None:
    """Write down the ids that lines have now, where decisions found theirs under another one.

    \b
    Example:
      keii review docomo-koza renew
    """
    from keii.review_file import renew as renew_ids

    for line in renew_ids(desk.path, desk.timeline.decided) or ["nothing has moved"]:
        click.echo(line)


def _decide(desk: Desk, action: Action, entry: Entry, why: str | None, **more: Any) -> None:
    from keii.review_file import add_decision, said_of

    decision = Decision(
        action=action, entry=entry.id, said=said_of(entry), why=why, on=utc_now()[:10], **more
    )
    click.echo(add_decision(desk.path, decision), nl=False)
    _hint(desk)


def _hint(desk: Desk) -> None:
    click.echo(f"keii: written to {desk.path}; keii build {desk.incident.slug} applies it", err=True)
