"""Any record there can be, for round trips: text with lone surrogates and NUL, numbers of any size."""

from typing import get_args

from hypothesis import strategies as st

from db.records import (
    Aspect,
    Basis,
    Certainty,
    Claim,
    ClaimKind,
    Document,
    Facts,
    Figure,
    Mention,
    MentionKind,
    NameClass,
    Organisation,
    Qualifier,
    Reading,
    Role,
    Section,
    SectionKind,
    Standing,
)
from db.store.values import MARK

text = st.one_of(
    st.text(max_size=8),
    st.text(
        st.sampled_from(["銀", "\ud83d", "\udc00", "\0", MARK, "=", "d", "8", "!", "0", "x", "\n"]),
        max_size=8,
    ),
)
optional = st.none() | text
place = st.integers(0, 2**62)
value = st.one_of(
    st.none(),
    st.integers(),
    st.integers(-(2**70), 2**70),
    st.sampled_from(
        [2**63, -(2**63) - 1, 10**30, 10**5000, -(10**5000), "9" * 30, "0xff", "-0x1", "12.50", "2020-09"]
    ),
    text,
)


def words(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


mentions = st.builds(
    Mention, kind=words(MentionKind), start=place, end=place, text=text, value=value, unit=optional,
    qualifier=words(Qualifier), canonical=optional, name_class=st.none() | words(NameClass), code=optional,
)  # fmt: skip
figures = st.builds(
    Figure, role=text, value=value, unit=text, qualifier=words(Qualifier), scope=optional,
    basis=st.none() | words(Basis), start=st.none() | place, end=st.none() | place,
)  # fmt: skip
organisations = st.builds(Organisation, name=text, name_class=words(NameClass), role=words(Role))
claims = st.builds(
    Claim, kind=words(ClaimKind), start=place, end=place, date=optional, as_of=optional,
    attributed_to=st.lists(text, max_size=2).map(tuple),
    organisations=st.lists(organisations, max_size=2).map(tuple), figures=st.lists(figures, max_size=2).map(tuple),
    aspect=st.none() | words(Aspect), also=st.lists(words(Aspect), max_size=2).map(tuple), certainty=words(Certainty), reported_on=optional, by_reader=st.booleans(),
    rule=text,
)  # fmt: skip
facts = st.builds(
    Facts, mentions=st.lists(mentions, max_size=3).map(tuple), claims=st.lists(claims, max_size=2).map(tuple)
)
sections = st.builds(
    Section, kind=words(SectionKind), text=text, written_on=optional, author=optional, offset=place
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    parts = draw(st.lists(st.tuples(sections, facts), max_size=3))
    document = draw(
        st.builds(
            Document,
            url=text,
            digest=text,
            captured_at=text,
            sections=st.just(tuple(s for s, _ in parts)),
            publisher=text,
            standing=words(Standing),
            title=optional,
            author=optional,
            published=optional,
            updated=optional,
            reference_date=optional,
            language=optional,
            agency=optional,
            watched=st.booleans(),
            partial=st.booleans(),
            unavailable=optional,
            encoding=text,
            encoding_doubtful=st.booleans(),
            fingerprint=text,
        )
    )
    return Reading(document=document, facts=tuple(f for _, f in parts))
