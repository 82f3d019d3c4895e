"""How much a client may ask of the creature server: sizes, counts and seconds. Knows no sockets and no messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """What one server, and one connection to it, may use.

    line_bytes: of one line from a client. connections: at once; guests: of them, before they have shown the token.
    in_flight: creatures asked for and not yet sent, a connection. requests_per_second, burst: lines read from a
    connection, over time and at once; faster ones wait unread. sending_bytes: kept for a client that does not read.
    token_seconds: for the first line to be there; line_seconds: from a line's first byte to its last; idle_seconds:
    without a line while nothing is asked for; sending_seconds: until a client has read what is sent to it.
    """

    line_bytes: int = 65_536
    connections: int = 64
    guests: int = 16
    in_flight: int = 16
    requests_per_second: float = 50.0
    burst: int = 100
    sending_bytes: int = 65_536
    token_seconds: float = 5.0
    line_seconds: float = 10.0
    idle_seconds: float = 600.0
    sending_seconds: float = 10.0


class Allowance:
    """A bucket of `burst` tokens that fills again at `per_second`; time comes in as seconds of any clock."""

    def __init__(self, per_second: float, burst: int, *, now: float) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._tokens = self._burst
        self._then = now

    def wait(self, now: float) -> float:
        """Take a token -> the seconds to wait before it is there, 0 when it is."""
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._then) * self._per_second)
        self._then = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._per_second)
