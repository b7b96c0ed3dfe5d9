"""The shape of the database as data: named migrations, only ever appended to. No reading or writing of rows.

A migration is a name and its statements. Once released, neither may change: a new shape is a new migration.
"""

import sqlite3
from dataclasses import dataclass

MIGRATION_SET = "keii"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One migration."""

    name: str
    statements: tuple[str, ...]


# Text that is not valid UTF-16 and integers beyond 64 bit are stored escaped: see db/store/values.py.
# ANY keeps the type of a value: an integer is exact, text is a decimal number or an EDTF date.
_INCIDENTS = (
    """create table incidents (
        id integer primary key,
        slug text not null unique,
        title text not null,
        keywords text not null,  -- JSON list
        language text not null,
        timezone text not null,
        since text,
        until text,
        contact text,
        names text not null default '[]'  -- JSON: what [names] taught
    ) strict""",
    """create table sources (
        incident integer not null references incidents(id) on delete cascade,
        position integer not null,
        id text not null,
        publisher text not null,
        standing text not null,
        layout text,
        feeds text not null,  -- JSON lists of addresses
        sitemaps text not null,
        pages text not null,
        notices text not null,
        agency text,
        primary key (incident, position)
    ) strict""",
)

_CAPTURES = (
    """create table captures (
        id integer primary key,
        url text not null,
        captured_at text not null,
        digest text not null,
        warc text not null,
        record_offset integer not null,
        status integer not null,
        content_type text,
        etag text,
        last_modified text,
        revisit integer not null,
        source text,
        requested_url text,
        role text not null,
        unique (url, captured_at, digest)
    ) strict""",
    "create index captures_digest on captures(digest, captured_at)",
    "create index captures_requested on captures(requested_url) where requested_url is not null",
    """create table runs (
        id integer primary key,
        incident integer not null references incidents(id) on delete cascade,
        command text not null,
        started_at text not null,
        finished_at text,
        counts text not null default '{}',  -- JSON: outcome → how many
        failures integer
    ) strict""",
    "create index runs_incident on runs(incident)",
    """create table outcomes (
        id integer primary key,
        incident integer not null references incidents(id) on delete cascade,
        run integer references runs(id) on delete set null,
        url text not null,
        at text not null,
        stage text not null,
        name text not null,
        reason text not null,
        source text,
        capture integer references captures(id) on delete set null,
        rules text
    ) strict""",
    "create index outcomes_incident on outcomes(incident)",
    "create index outcomes_run on outcomes(run)",
    "create index outcomes_capture on outcomes(capture) where capture is not null",
)

_DOCUMENTS = (
    """create table documents (
        id integer primary key,
        url text not null,
        fingerprint text not null,
        rules text not null,
        capture integer references captures(id) on delete set null,  -- the earliest that says this
        digest text not null,
        captured_at text not null,
        publisher text not null,
        standing text not null,
        title text,
        author text,
        published text,
        updated text,
        reference_date text,
        language text,
        agency text,
        watched integer not null,
        partial integer not null,
        unavailable text,
        encoding text not null,
        encoding_doubtful integer not null,
        unique (url, fingerprint, rules)
    ) strict""",
    "create index documents_capture on documents(capture)",
    """create table incident_captures (
        incident integer not null references incidents(id) on delete cascade,
        capture integer not null references captures(id) on delete cascade,
        document integer references documents(id) on delete set null,
        rules text,  -- that last read it
        failed_rules text,  -- that last failed to read it
        primary key (incident, capture)
    ) strict, without rowid""",
    "create index incident_captures_capture on incident_captures(capture)",
    "create index incident_captures_document on incident_captures(document)",
    """create view incident_documents as
        select distinct incident, document from incident_captures where document is not null""",
    """create table sections (
        id integer primary key,
        document integer not null references documents(id) on delete cascade,
        position integer not null,
        kind text not null,
        text text not null,
        written_on text,
        author text,
        text_offset integer not null,
        unique (document, position)
    ) strict""",
)

_FACTS = (
    """create table mentions (
        section integer not null references sections(id) on delete cascade,
        position integer not null,
        kind text not null,
        "start" integer not null,
        "end" integer not null,
        text text not null,
        value any,
        unit text,
        qualifier text not null,
        canonical text,
        name_class text,
        code text,
        primary key (section, position)
    ) strict, without rowid""",
    """create table claims (
        id integer primary key,
        section integer not null references sections(id) on delete cascade,
        position integer not null,
        kind text not null,
        "start" integer not null,
        "end" integer not null,
        date text,
        as_of text,
        attributed_to text not null,  -- JSON list
        aspect text,
        also text not null,  -- JSON list of further aspects
        certainty text not null,
        reported_on text,
        by_reader integer not null,
        rule text not null,
        unique (section, position)
    ) strict""",
    "create index claims_kind_date on claims(kind, date)",
    """create table claim_figures (
        claim integer not null references claims(id) on delete cascade,
        position integer not null,
        role text not null,
        value any,
        unit text not null,
        qualifier text not null,
        scope text,
        basis text,
        "start" integer,
        "end" integer,
        primary key (claim, position)
    ) strict, without rowid""",
    """create table claim_organisations (
        claim integer not null references claims(id) on delete cascade,
        position integer not null,
        name text not null,
        name_class text not null,
        role text not null,
        primary key (claim, position)
    ) strict, without rowid""",
    # Words of a section and of its document's title, cut up by db/store/bigrams.py; the text itself is not
    # kept twice. detail=column: no positions, so a hit is checked against the text.
    """create virtual table section_words using fts5(
        title, text, content='', detail=column, tokenize='unicode61 remove_diacritics 0'
    )""",
)

_TIMELINES = (
    """create table timelines (
        incident integer primary key references incidents(id) on delete cascade,
        rules text not null,
        documents integer not null,
        captures integer not null,
        content text not null  -- JSON: series, standing and what else is no entry
    ) strict""",
    """create table entries (
        incident integer not null references incidents(id) on delete cascade,
        id text not null,
        position integer not null,
        date text not null,
        kind text not null,
        text text not null,
        status text not null,
        independent_sources integer not null,
        aspect text,
        as_of text,
        certainty text not null,
        note text,
        figures text not null,  -- JSON
        organisations text not null,  -- JSON
        primary key (incident, id)
    ) strict, without rowid""",
    "create index entries_date on entries(incident, date)",
    """create table citations (
        incident integer not null,
        entry text not null,
        position integer not null,
        url text not null,
        publisher text not null,
        standing text not null,
        title text,
        published text,
        section text not null,
        section_index integer not null,
        quote text not null,
        "start" integer not null,
        "end" integer not null,
        digest text not null,
        captured_at text not null,
        origin text not null,
        primary key (incident, entry, position),
        foreign key (incident, entry) references entries(incident, id) on delete cascade
    ) strict, without rowid""",
    "create index citations_digest on citations(digest)",
)

_HOSTS = (
    """create table hosts (
        host text primary key,
        asked_at text,  -- when the last request ended
        held_until text  -- Retry-After
    ) strict, without rowid""",
)

_DISCOVERY = (
    "alter table sources add column lists text not null default '[]'",  # JSON: recipes and addresses
    "alter table sources add column searches text not null default '[]'",
    "alter table sources add column wayback text not null default '[]'",
    "alter table sources add column aggregates integer not null default 0",
)

# Most visits find nothing new: they are noted with the row of what they found. The archive has each of them.
_UNCHANGED = (
    "alter table captures add column seen_at text",  # the last visit that found the same on end, and its record
    "alter table captures add column seen_warc text",
    "alter table captures add column seen_offset integer",
    "alter table outcomes add column times integer not null default 1",
    "alter table outcomes add column first_at text",
    "drop index outcomes_incident",
    "create index outcomes_url on outcomes(incident, url)",
)

_BUILDS = (
    # The run of the first build that knew the capture; null: none did.
    "alter table incident_captures add column build integer references runs(id) on delete set null",
    "create index incident_captures_build on incident_captures(build) where build is not null",
)

_PAGES = (
    "alter table entries add column by_hand text not null default '[]'",  # JSON: what a person did to it
    # Pages of the browser: everything about one name, and every version of one address.
    "create index claim_organisations_name on claim_organisations(name)",
    "create index documents_digest on documents(digest)",
)

_WHOLE = (
    # It came to its end and left nothing for the next: what it saw unchanged need not be followed again.
    "alter table runs add column whole integer not null default 0",
)

STEPS = (
    Step(name="0001_first_shape", statements=_INCIDENTS + _CAPTURES + _DOCUMENTS + _FACTS + _TIMELINES),
    Step(name="0002_hosts", statements=_HOSTS),
    Step(name="0003_discovery", statements=_DISCOVERY),
    Step(
        name="0004_signatures",
        statements=("alter table documents add column signature blob not null default x''",),
    ),
    Step(name="0005_unchanged_visits", statements=_UNCHANGED),
    Step(name="0006_builds", statements=_BUILDS),
    Step(name="0007_pages", statements=_PAGES),
    Step(name="0008_whole_runs", statements=_WHOLE),
)


def applied(connection: sqlite3.Connection) -> list[str]:
    """Names of the migrations that a database has; nothing is written."""
    exists = connection.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone()
    if not exists:
        return []
    query = "select name from _sqlite_migrations where migration_set = ? order by rowid"
    return [name for (name,) in connection.execute(query, [MIGRATION_SET])]


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing, inside the transaction that the caller holds: all of it or nothing."""
    # Imported here because an up-to-date database needs none of it, and its import costs more than the rest.
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(MIGRATION_SET)
    for step in STEPS:

        def apply(db: Database, statements: tuple[str, ...] = step.statements) -> None:
            for statement in statements:
                db.execute(statement)

        migrations(name=step.name)(apply)
    migrations.apply(Database(connection, execute_plugins=False))
