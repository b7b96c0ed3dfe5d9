"""The page of closed word lists: how requests end, and what the records may say."""

from typing import get_args

from db.records import words

OUTCOMES = {
    "ok": "fetched or read; new bytes are in the archive",
    "unchanged": "the same as last time: a 304, the same bytes, or a page that says the same",
    "redirected": "led to another address, whose own outcome follows",
    "gone": "404 or 410, or a page that says so",
    "forbidden": "401, 403 or a wall that asks to log in; keii goes no further",
    "robots": "robots.txt asks not to fetch it, or could not be read",
    "rate-limited": "the host asked to be left alone for a while (429, Retry-After)",
    "timeout": "no answer in time",
    "incomplete": "the answer broke off before its end; it is not taken for the page",
    "too-large": "larger than a page of news can be",
    "not-a-page": "something that cannot be read as a page: an image, a program, broken data",
    "refused-address": "leads to an address that is not public",
    "unavailable": "the page says nothing now: maintenance, “not found” under status 200, login",
    "empty": "could be read, but holds nothing: a feed without items, a page without text",
    "error": "anything else; the reason says what",
}
LISTS = {
    "Kinds of claims and entries": words.ClaimKind,
    "Aspects of a stop or a restart": words.Aspect,
    "Certainty": words.Certainty,
    "Status of an entry": words.Status,
    "Standing of a source, high to low": words.STANDINGS,
    "Classes of names": words.NameClass,
    "Parts that a name plays": words.Role,
    "Qualifiers of a figure or date": words.Qualifier,
    "Basis of a figure": words.Basis,
    "Kinds of sections": words.SectionKind,
    "Kinds of mentions": words.MentionKind,
}


def page() -> str:
    """Outcomes with their meaning, and the other lists."""
    rows = [f"| `{name}` | {OUTCOMES[name]} |" for name in get_args(words.OutcomeName)]
    parts = [
        "# Words and outcomes\n",
        "Every request, and the reading of every capture, ends in exactly one outcome, a row of `outcomes`.\n",
        "\n".join(["| outcome | meaning |", "|---|---|", *rows, ""]),
        "The records use words of closed lists; the ideas behind them stand in [Ideas](../ideas.md).\n",
    ]
    for title, known in LISTS.items():
        shown = ", ".join(f"`{word}`" for word in (known if isinstance(known, tuple) else get_args(known)))
        parts.append(f"## {title}\n\n{shown}\n")
    return "\n".join(parts)
