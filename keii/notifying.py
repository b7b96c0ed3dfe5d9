"""Word to people when an account has moved, by whatever they use: Apprise knows mail, chats and webhooks."""

from collections.abc import Sequence
from typing import Any

from keii.errors import KeiiError
from keii.highlight import visible
from keii.news import News

LINES = 10
"""Lines that are told; of the others only how many there are."""

_WORDS = {
    "ja": ("新しい項目{new}件、数字の動き{figures}件、変更{changed}件", "ほか{more}件"),
    "en": ("{new} new, {figures} figures moved, {changed} changed", "and {more} more"),
}


class NotifyError(KeiiError):
    """Nobody can be told in this way."""


def message(news: News, language: str) -> str:
    """What is sent: how much is new, then the lines themselves.

    >>> print(message(News(new=["2020年9月14日 被害は120件"]), "ja"))
    新しい項目1件、数字の動き0件、変更0件
    + 2020年9月14日 被害は120件
    """
    head, rest = _WORDS.get(language, _WORDS["en"])
    lines = news.lines()
    changed = len(news.changed) + len(news.gone) + len(news.edits)
    first = head.format(new=len(news.new), figures=len(news.figures), changed=changed)
    told = [first, *map(visible, lines[:LINES])]
    if len(lines) > LINES:
        told.append(rest.format(more=len(lines) - LINES))
    return "\n".join(told)


class Notifier:
    """The addresses that are told; an address is what Apprise takes for one: `mailto://…`, `json://…`, `slack://…`."""

    def __init__(self, addresses: Sequence[str]) -> None:
        """Raises NotifyError where an address is none, or Apprise is not installed."""
        self._targets: list[Any] = []
        if not addresses:
            return
        try:
            import apprise
        except ImportError:
            raise NotifyError(
                "to be notified, install keii with its extra: pip install 'keii[notify]'"
            ) from None
        for place, address in enumerate(addresses, 1):
            target = apprise.Apprise()
            if not target.add(address):
                # It may hold a password.
                scheme = address.partition("://")[0]
                raise NotifyError(f"--notify {place}: Apprise knows no such address ({scheme[:20]}://…)")
            self._targets.append(target)

    def tell(self, title: str, news: News, language: str) -> list[str]:
        """Send what moved, if anything did; returns what went wrong, which stops nothing."""
        if not news.moved:
            return []
        body = message(news, language)
        return [
            f"--notify {place}: could not be sent"
            for place, target in enumerate(self._targets, 1)
            if not target.notify(title=title, body=body)
        ]
