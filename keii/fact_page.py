"""The facts of a text as one self-contained page: no script, nothing loaded, every word of the text escaped.

The page's own policy bars everything but its one style sheet, so that a hole in the escaping would still run nothing.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources

from db.records import Claim, Facts, Mention, MentionKind
from keii.fact_words import FactWords, words_in
from keii.highlight import Run, language_of, runs, visible

KINDS: tuple[MentionKind, ...] = ("money", "count", "date", "name")


def fact_page(text: str, facts: Facts, title: str | None = None) -> str:
    """The page, in Japanese or English by the language of the text; `title` is said before what it is.

    >>> "&lt;b&gt;計" in fact_page("<b>計", Facts())
    True
    """
    language = language_of(text)
    words = words_in(language)
    name = words.say("heading", "title")
    heading = f"{_html(title)} – {name}" if title else name
    return _PAGE.format(
        language=language,
        policy=escape(content_policy()),
        heading=heading,
        style=style_sheet(),
        legend=" ".join(f'<mark class="{k}">{_html(words.say("mention", k))}</mark>' for k in KINDS),
        text="".join(_run(run, words) for run in runs(text, facts.mentions, facts.claims)),
        claims_heading=_html(words.say("heading", "claims")),
        claims=_claims(facts.claims, text, words),
        facts_heading=_html(words.say("heading", "facts")),
        facts=_facts(facts.mentions, words),
    )


_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{heading}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{heading}</h1>
<p class="legend">{legend}</p>
<article class="text" dir="auto">{text}</article>
<h2>{claims_heading}</h2>
{claims}
<h2>{facts_heading}</h2>
{facts}
</main>
</body>
</html>
"""


def style_sheet() -> str:
    """The one style sheet of the page."""
    return resources.files("keii").joinpath("fact_page.css").read_text(encoding="utf-8")


def content_policy() -> str:
    """What a browser may do with the page: apply the style sheet with this digest, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _html(text: str) -> str:
    return escape(visible(text), quote=True)


def _run(run: Run, words: FactWords) -> str:
    anchors = "".join(f'<span id="claim-{index + 1}"></span>' for index in run.claims)
    if run.mention is None:
        return anchors + _html(run.text)
    said = f"{words.say('mention', run.mention.kind)}: {words.value(run.mention)}"
    return f'{anchors}<mark class="{run.mention.kind}" title="{_html(said)}">{_html(run.text)}</mark>'


def _table(words: FactWords, headings: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A table of cells that are HTML already; each names its column, for screens too narrow for columns."""
    names = [_html(words.say("heading", heading)) for heading in headings]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "\n".join(
        "<tr>"
        + "".join(f'<td data-name="{n}">{cell}</td>' for n, cell in zip(names, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _claims(claims: Sequence[Claim], text: str, words: FactWords) -> str:
    if not claims:
        return f"<p>{_html(words.say('heading', 'no_claims'))}</p>"
    rows = (_claim_row(claim, index, text, words) for index, claim in enumerate(claims, 1))
    return _table(words, ("date", "what", "figures", "who", "sentence"), rows)


def _claim_row(claim: Claim, number: int, text: str, words: FactWords) -> tuple[str, ...]:
    sentence = _html(text[claim.start : claim.end].strip())
    return (
        _html(words.moment(claim)),
        _html(words.event(claim)),
        "<br>".join(_html(words.figure(figure)) for figure in claim.figures),
        "<br>".join(map(_html, words.people(claim))),
        f'<a href="#claim-{number}" dir="auto">{sentence}</a>',
    )


def _facts(mentions: Sequence[Mention], words: FactWords) -> str:
    if not mentions:
        return f"<p>{_html(words.say('heading', 'nothing'))}</p>"
    times = Counter((m.kind, m.text, words.value(m)) for m in mentions)
    rows = (
        (
            f'<mark class="{kind}">{_html(words.say("mention", kind))}</mark>',
            _html(said),
            _html(value),
            str(number),
        )
        for (kind, said, value), number in times.items()
    )
    return _table(words, ("kind", "words", "value", "times"), rows)
