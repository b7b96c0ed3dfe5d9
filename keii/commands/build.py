"""`keii build`: claims → timeline files."""

import click

from keii.cli import workspace_of
from keii.commands.report import finish, json_option
from keii.timeline_files import RENDERERS
from keii.walk import build_incident

LANGUAGES = ("ja", "en")


class ChoiceList(click.ParamType[tuple[str, ...]]):
    """Several of a set of words, separated by commas."""

    name = "list"

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices = choices

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        words = value if isinstance(value, tuple) else tuple(str(value).split(","))
        for word in words:
            if word not in self.choices:
                self.fail(f"{word!r} is not one of {', '.join(self.choices)}", param, ctx)
        return tuple(dict.fromkeys(words))


formats_option = click.option(
    "--format", "formats", type=ChoiceList(tuple(RENDERERS)), default="md,html,json", show_default=True,
    help=f"Any of {', '.join(RENDERERS)}, separated by commas.",
)  # fmt: skip
languages_option = click.option(
    "--lang", "languages", type=ChoiceList(LANGUAGES), default=(),
    help=f"Any of {', '.join(LANGUAGES)}.  [default: the incident's language]",
)  # fmt: skip


@click.command()
@click.argument("slug")
@formats_option
@languages_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, slug: str, formats: tuple[str, ...], languages: tuple[str, ...], as_json: bool
) -> None:
    """Write the timeline of an incident to timelines/.

    Nothing in it depends on the time of the build: the same archive gives the same files, byte for byte.

    \b
    Examples:
      keii build docomo-koza
      keii build docomo-koza --format md,json --lang ja,en
    """
    workspace = workspace_of(ctx)
    incident = workspace.incident(slug)
    workspace.review(slug)
    with workspace.writing() as (store, _):
        summary = build_incident(incident, store, workspace, formats=formats, languages=languages)
    finish(summary, as_json=as_json, label=f"build {slug}")
