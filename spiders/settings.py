"""Scrapy's settings for every crawl: polite and bounded by default. Holds values only.

Everything here is stricter than Scrapy's own default; what a value guards against stands beside it. Requests
run on asyncio without a Twisted reactor, so that one process can crawl many times.
"""

from importlib.metadata import PackageNotFoundError, version
from os import environ

try:
    VERSION = version("keii")
except PackageNotFoundError:
    VERSION = "0"

BOT_NAME = "keii"
SPIDER_MODULES = ["spiders.articles"]
USER_AGENT = f"keii/{VERSION}"
"""`crawl` adds the incident's contact."""

TWISTED_REACTOR_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
"""Both open a local port through which code can be run in the crawl."""

DOWNLOAD_HANDLERS = {
    "http": "spiders.fetching.PublicFetch",
    "https": "spiders.fetching.PublicFetch",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TIMEOUT = 30
"""Seconds from the first byte sent to the last one received."""
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
"""Bytes, on the wire and with the content coding taken off."""
DOWNLOAD_WARNSIZE = 0
PUBLIC_ALLOW = [n for n in environ.get("KEII_PUBLIC_ALLOW", "").replace(",", " ").split() if n]
"""Networks that may be asked although they are not public, `10.1.2.3/32`: an operator's own mirror, tests. Set by the
environment variable KEII_PUBLIC_ALLOW, separated by commas."""

CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
"""In the order of the feed: what a budget leaves out is the oldest."""
HOST_DELAY = 5.0
"""Seconds between the starts of two requests to a host, redirects, retries and robots.txt among them."""
SLOW_HOSTS = {"web.archive.org": 5.0, "api.gdeltproject.org": 5.5}
"""Seconds for hosts that ask for a distance of their own, also where HOST_DELAY is shorter: the Wayback Machine takes
24 questions a minute, and shuts out who goes on after a 429; GDELT takes one in five seconds."""
WAYBACK = "https://web.archive.org"
LONGEST_WAIT = 60.0
"""Seconds; a host that asks for a longer pause (Retry-After, Crawl-delay) is left for another run."""
DOWNLOAD_DELAY = 0
"""spiders.pace keeps the distance: it also knows Retry-After and Crawl-delay, and ends at once when asked."""

RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
REDIRECT_MAX_TIMES = 5
FRONTIER_LEASE = 60.0
"""Seconds after which the requests of a worker that has vanished go to the others of a shared crawl."""
DEPTH_LIMIT = 6
PAGES_A_SOURCE = 500
SITEMAPS_A_SOURCE = 50
ROBOTS_MAXSIZE = 512 * 1024
FULL_FETCH_EVERY = 10
"""Every so many visits a page is fetched whole: a server may say 304 to everything."""

COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False
METAREFRESH_ENABLED = False
COMPRESSION_ENABLED = False
"""The body stays as it came; spiders.middlewares.whole takes the coding off, bounded, beside it."""
REFERER_ENABLED = False
ROBOTSTXT_OBEY = False
"""spiders.middlewares.robots does it: Scrapy's own takes an unreachable robots.txt for consent."""
ROBOTS_AGENT = "keii"

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "ja,en;q=0.7",
    "Accept-Encoding": "gzip, deflate",
}

DOWNLOADER_MIDDLEWARES = {
    "spiders.middlewares.asked.Asked": 10,
    "spiders.middlewares.addresses.PublicAddresses": 20,
    "spiders.middlewares.robots.Robots": 100,
    "spiders.middlewares.conditional.ConditionalGet": 520,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "spiders.middlewares.patience.Patience": 560,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "spiders.middlewares.redirects.Redirects": 600,
    "spiders.middlewares.whole.WholeResponses": 700,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
"""The last two drop requests without a word; what is too long or too deep is told instead."""
ITEM_PIPELINES = {"spiders.pipelines.KeepCapture": 100}
CONCURRENT_ITEMS = 1
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
}
LOG_LEVEL = "WARNING"
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False
