"""How much a client may ask of the creature server: sizes, counts and seconds. Knows no sockets or messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """What one server, and one connection to it, may use.

    line_bytes: of one line from a client. connections: open at once. in_flight: open requests of a
    connection. drawings: of one creature, its bred ancestors included. requests_per_second, burst: lines read from a
    connection, on average and at once; more wait unread. sending_bytes: buffered for a client that does not read.
    token_seconds: for the first line to arrive; line_seconds: from a line's first byte to its last; idle_seconds:
    without a line while no request is open; sending_seconds: for a client to read what is sent to it.
    """

    line_bytes: int = 65_536
    connections: int = 64
    in_flight: int = 16
    drawings: int = 256
    requests_per_second: float = 50.0
    burst: int = 100
    sending_bytes: int = 65_536
    token_seconds: float = 5.0
    line_seconds: float = 10.0
    idle_seconds: float = 600.0
    sending_seconds: float = 10.0


class TokenBucket:
    """`burst` tokens, refilled at `per_second`; time comes in as seconds of any clock."""

    def __init__(self, per_second: float, burst: int, *, now: float) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._tokens = self._burst
        self._then = now

    def wait(self, now: float) -> float:
        """Take a token -> seconds to wait until it is available, 0 when it is."""
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._then) * self._per_second)
        self._then = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._per_second)
