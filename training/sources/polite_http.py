"""A web address -> its bytes, one request at a time and politely. Knows nothing of what they mean or whose they are.

Requests are spaced out, failures that may pass are tried again after growing, jittered waits or as long as the
server asks, every wait has an end, and no answer is read beyond the size that the caller allows. Time and chance
come in as functions. The client is the standard library's: requests in series need no pool of connections.
"""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TypeVar

from pixelgen.errors import PixelgenError

T = TypeVar("T")

PASSING = (408, 425, 429, 500, 502, 503, 504)  # statuses that another attempt may not meet
_CHUNK = 65_536


class FetchError(PixelgenError):
    """An address that gave nothing of use, now or after every attempt."""


class UnreachableError(FetchError):
    """Every attempt failed in a way that may pass: the server is down, or this answer of it broken."""


class ThrottledError(FetchError):
    """The server wants fewer requests than it would take to go on: stop, and come back later."""


class TryAgainError(Exception):
    """One attempt failed in a way that may pass. Raised by the reader of an answer, too."""

    def __init__(self, reason: str, *, after_seconds: float | None = None, throttled: bool = False) -> None:
        super().__init__(reason)
        self.after_seconds = after_seconds
        self.throttled = throttled


@dataclass(frozen=True, slots=True)
class Manners:
    """How requests are made; user_agent says who asks and how to reach them."""

    user_agent: str
    pause_seconds: float = 1.0  # from the end of one request to the start of the next
    timeout_seconds: float = 20.0  # of silence
    answer_seconds: float = 120.0  # of a whole answer, however it drips
    attempts: int = 5
    first_wait_seconds: float = 2.0  # doubled with each attempt
    longest_wait_seconds: float = 300.0

    def __post_init__(self) -> None:
        if not (self.user_agent.isascii() and self.user_agent.isprintable() and self.user_agent.strip()):
            raise ValueError(f"a user agent must be printable ASCII text; got {self.user_agent!r}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; after_seconds is what Retry-After asked for, if it did."""

    content: bytes
    after_seconds: float | None = None


class PoliteClient:
    """Fetches addresses in series; the pause is kept across all of them."""

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float],
    ) -> None:
        """clock: seconds; chance: numbers from 0 to 1, for the jitter."""
        self._manners = manners
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._next_turn = clock()
        self._opener = _web_only_opener()

    def fetch(self, address: str, read: Callable[[Answer], T], *, limit_bytes: int) -> T:
        """What `read` makes of the answer; it may raise TryAgainError.

        FetchError when the address gives nothing or too much; of it UnreachableError after the last attempt,
        ThrottledError when the server wants to be left alone.
        """
        _check_address(address)
        attempt = 0
        while True:
            try:
                return read(self._once(address, limit_bytes))
            except TryAgainError as failure:
                attempt += 1
                kind = ThrottledError if failure.throttled else UnreachableError
                if attempt >= self._manners.attempts:
                    raise kind(f"{address}: {failure}, {attempt} times") from failure
                wait = self._wait_seconds(attempt, failure.after_seconds)
                if wait > self._manners.longest_wait_seconds:
                    raise ThrottledError(
                        f"{address}: {failure}; the server asks to come back in {wait:.0f} s"
                    ) from failure
                self._sleep(wait)

    def _wait_seconds(self, attempt: int, asked: float | None) -> float:
        whole = min(self._manners.first_wait_seconds * 2.0 ** (attempt - 1), self._manners.longest_wait_seconds)
        return max(whole * (0.5 + 0.5 * self._chance()), asked or 0.0)

    def _once(self, address: str, limit_bytes: int) -> Answer:
        early = self._next_turn - self._clock()
        if early > 0:
            self._sleep(early)
        request = urllib.request.Request(address, headers={"User-Agent": self._manners.user_agent})
        try:
            with self._opener.open(request, timeout=self._manners.timeout_seconds) as response:
                return Answer(self._body(response, address, limit_bytes), _asked_seconds(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                reason, asked = f"HTTP {error.code} {error.reason}".strip(), _asked_seconds(error.headers)
            if error.code in PASSING:
                raise TryAgainError(reason, after_seconds=asked, throttled=error.code == 429) from error
            raise FetchError(f"{address}: {reason}") from error
        except (OSError, http.client.HTTPException) as error:
            cause = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise FetchError(f"{address}: {cause}") from error
            if isinstance(cause, TimeoutError):
                cause = f"no answer for {self._manners.timeout_seconds:g} s"
            raise TryAgainError(f"the connection failed ({cause or type(cause).__name__})") from error
        finally:
            self._next_turn = self._clock() + self._manners.pause_seconds

    def _body(self, response: http.client.HTTPResponse, address: str, limit_bytes: int) -> bytes:
        announced = _digits(response.headers.get("Content-Length"))
        if announced is not None and announced > limit_bytes:
            raise FetchError(f"{address}: {announced} bytes, over the limit of {limit_bytes}")
        content = bytearray()
        deadline = self._clock() + self._manners.answer_seconds
        while announced is None or len(content) < announced:
            # read1 gives what is there: `read` would wait for a whole chunk, and the deadline with it
            chunk = response.read1(min(_CHUNK, limit_bytes + 1 - len(content)))
            if not chunk:
                break
            content += chunk
            if len(content) > limit_bytes:
                raise FetchError(f"{address}: over the limit of {limit_bytes} bytes")
            if self._clock() > deadline:
                raise TryAgainError(f"the answer took over {self._manners.answer_seconds:g} s")
        if announced is not None and len(content) != announced:
            raise TryAgainError(f"the answer was cut off after {len(content)} of {announced} bytes")
        return bytes(content)


def _web_only_opener() -> urllib.request.OpenerDirector:
    """Without urllib's handlers for file:, ftp: and data: addresses, which an answer or a redirection may name."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _check_address(address: str) -> None:
    if not (address.startswith(("https://", "http://")) and address.isascii() and address.isprintable()):
        raise FetchError(f"an address must begin with https:// or http:// and be ASCII; got {address!r}")
    if " " in address:
        raise FetchError(f"an address has no spaces; got {address!r}")


def _digits(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 16 else None


def _asked_seconds(headers: Message) -> float | None:
    """Retry-After in seconds; a date is read against the server's own clock."""
    text = headers.get("Retry-After")
    seconds = _digits(text)
    if seconds is not None or text is None:
        return seconds
    try:
        return (parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (TypeError, ValueError):
        return None
