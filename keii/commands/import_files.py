"""`keii import`: files instead of a crawl."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from db.records import Incident
from keii.cli import workspace_of
from keii.clock import utc_now
from keii.commands.report import finish, json_option
from keii.commands.values import ADDRESS, KIND, MOMENT, TEXT
from keii.errors import KeiiError
from keii.imports import Given, import_file, takes
from keii.progress import Report, progress
from keii.reading import read_all
from keii.unreadable import Unreadable
from keii.walk import ReadPages, Summary, read_incident, run_row
from keii.warc_imports import WARC_ENDINGS, FindPages


class NothingTaken(KeiiError):
    """None of the files can be imported."""

    def __init__(self, refused: Sequence[Exception]) -> None:
        self.refused = tuple(refused)
        super().__init__("\n".join(map(str, refused)))


@click.command("import", short_help="Take in JSON Lines, HTML, PDF, text or WARC files.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--incident", "slug", required=True, metavar="SLUG", help="The incident that the documents belong to."
)
@click.option(
    "--published", type=MOMENT, metavar="DATE", help="When a text or HTML file was published, as 2020-09-10."
)
@click.option("--publisher", type=TEXT, help="Who published a text or HTML file.")
@click.option("--url", type=ADDRESS, help="The address of a text, HTML or PDF file.")
@click.option("--title", type=TEXT, help="The title of a text file.")
@click.option("--kind", type=KIND, help="What it is: newspaper, newswire, official, blog, …")
@click.option(
    "--all", "all_pages", is_flag=True, help="Of a WARC file all pages, whether or not they hold a keyword."
)
@click.option(
    "--engine",
    metavar="NAME",
    help="Look through WARC files and read pages on a Dask cluster: dask, or the address of its scheduler.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    slug: str,
    published: str | None,
    publisher: str | None,
    url: str | None,
    title: str | None,
    kind: str | None,
    all_pages: bool,
    engine: str | None,
    as_json: bool,
) -> None:
    """Take JSON Lines, HTML, PDF, text or WARC files into the archive, and read them.

    The kind is told by the file's ending: .jsonl, .html, .pdf, .warc.gz, .wacz; anything else is plain text. Of a WARC
    file only pages that hold one of the incident's keywords are taken. A bad line is reported by number, the others
    go in.

    \b
    Examples:
      keii import notes.txt --incident docomo-koza --published 2020-09-10
      keii import reports.jsonl crawl.warc.gz --incident docomo-koza
      keii import archive/*.warc.gz --all --incident docomo-koza
      keii import cc-news/*.warc.gz --incident docomo-koza --engine tcp://scheduler.internal:8786
    """
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    given = Given(
        url=url, publisher=publisher, published=published, title=title, kind=kind, all_pages=all_pages
    )
    _check_that_it_is_of_use(given, paths)
    summary = Summary()
    warcs = [] if all_pages else [path for path in paths if path.name.lower().endswith(WARC_ENDINGS)]
    with _means(engine, warcs, incident) as (find, read), workspace.writing() as (store, archive):
        store.save_incident(incident)
        with run_row(store, slug, "import", summary), progress("import, kB") as report:
            into = partial(
                import_file,
                incident=incident, store=store, archive=archive, given=given, at=utc_now(), find=find,
            )  # fmt: skip
            refused = _take_all(paths, into, summary, report)
            summary.failures += map(str, refused)
        if refused and len(refused) == len(paths):
            raise NothingTaken(refused)
        taken = Summary(counts=summary.counts, failures=summary.failures, warnings=summary.warnings)
        taken.add(read_incident(incident, store, workspace.archive, read=read).of_stage("read"))
    finish(taken, as_json=as_json, label=f"import {slug}")


@contextmanager
def _means(
    engine: str | None, warcs: Sequence[Path], incident: Incident
) -> Iterator[tuple[FindPages | None, ReadPages]]:
    """How pages are found in WARC files, and how they are read: here, or by an engine."""
    if engine is None:
        yield None, read_all
        return
    from keii.engine import connected
    from keii.engine_import import EnginePages, reader

    with connected(engine) as there:
        read = reader(there, incident.names)
        yield EnginePages(there, warcs, incident.keywords) if warcs else None, read


def _take_all(
    paths: Sequence[Path], into: Callable[..., Summary], summary: Summary, report: Report
) -> list[Unreadable]:
    """Import one file after the other; the errors of those that cannot be taken at all."""
    refused: list[Unreadable] = []
    before, total = 0, sum(map(_kilobytes, paths))
    for path in paths:

        def tell(read: int, before: int = before) -> None:
            report(before + read // 1000, total)

        try:
            summary.add(into(path, tell=tell))
        except Unreadable as error:
            refused.append(error)
        before += _kilobytes(path)
        report(before, total)
    return refused


def _kilobytes(path: Path) -> int:
    """How large a file is; a missing one is told when its turn comes."""
    try:
        return path.stat().st_size // 1000 + 1
    except OSError:
        return 1


def _check_that_it_is_of_use(given: Given, paths: Sequence[Path]) -> None:
    """Refuse what is said of none of the files, or of more than can have it."""
    for name in ("published", "publisher", "url", "title", "kind"):
        if getattr(given, name) is None:
            continue
        number = sum(takes(path, name) for path in paths)
        if not number:
            raise click.UsageError(
                f"--{name} is said of none of these files; lines of JSON and WARC files say it themselves"
            )
        if name == "url" and number > 1:
            raise click.UsageError(f"--url is the address of one file; {number} were given")
