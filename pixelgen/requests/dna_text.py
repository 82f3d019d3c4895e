"""Bytes <-> one URL-safe line with check characters, both ways; a wrong character is found and named.

A line is `pg1_` and blocks of at most 63 base64url characters, the last two of each its check: a Reed-Solomon code
over the 64 characters (Reed & Solomon 1960), which tells where in a block one character is wrong and what it was. A
CRC of all bytes at the end decides whether that finding is the whole truth. Knows nothing of what the bytes mean.
"""

from __future__ import annotations

import zlib

from pixelgen.checks import shown
from pixelgen.errors import DnaError

PREFIX = "pg1_"
LONGEST_TEXT = 1_000_000
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BLOCK = 63
_CHECKS = 2
_CRC_BYTES = 4


def _field() -> tuple[list[int], list[int]]:
    """Powers of x in GF(64) modulo x^6 + x + 1, and their logarithms."""
    powers, logarithms = [1], [0] * 64
    for exponent in range(1, 63):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b1000011 if doubled & 64 else doubled)
        logarithms[powers[-1]] = exponent
    return powers, logarithms


_POWERS, _LOGARITHMS = _field()


def encode_text(content: bytes) -> str:
    """Bytes -> the line."""
    whole = content + zlib.crc32(content).to_bytes(_CRC_BYTES, "big")
    symbols = _symbols(whole)
    blocks = [symbols[at : at + _BLOCK - _CHECKS] for at in range(0, len(symbols), _BLOCK - _CHECKS)]
    return PREFIX + "".join(_ALPHABET[symbol] for block in blocks for symbol in _with_checks(block))


def decode_text(text: str) -> bytes:
    """The line -> its bytes, white space around it aside; DnaError names what is wrong, characters counted from 1."""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise DnaError(f"a DNA must be a text of at most {LONGEST_TEXT} characters; got {shown(text)}")
    line = text.strip()
    if not line.startswith(PREFIX):
        raise DnaError(f"a DNA must begin with {PREFIX!r}; got {shown(line)}")
    symbols = []
    for place, letter in enumerate(line[len(PREFIX) :], len(PREFIX) + 1):
        if letter not in _ALPHABET:
            raise DnaError(f"character {place} of the DNA is {letter!r}, which no DNA has; copy it again")
        symbols.append(_ALPHABET.index(letter))
    content, wrong, lost = _repaired(symbols)
    if content is None:
        raise DnaError(
            f"the DNA is damaged from character {lost + len(PREFIX) + 1} on: characters are missing, surplus, swapped "
            f"or more than one is wrong; copy it again"
        )
    if wrong:
        named = ", ".join(
            f"character {place + len(PREFIX) + 1} is {_ALPHABET[symbols[place]]!r} where {_ALPHABET[right]!r} fits"
            for place, right in wrong.items()
        )
        raise DnaError(f"the DNA has a wrong character: {named}; copy it again")
    return content


def _symbols(whole: bytes) -> list[int]:
    """Bytes -> six-bit numbers, zero bits at the end."""
    found = []
    for at in range(0, len(whole), 3):
        part = whole[at : at + 3]
        number = int.from_bytes(part.ljust(3, b"\0"), "big")
        found += [number >> shift & 63 for shift in (18, 12, 6, 0)][: len(part) + 1]
    return found


def _repaired(symbols: list[int]) -> tuple[bytes | None, dict[int, int], int]:
    """Content or None, wrong places with what fits there, and where the damage begins."""
    data: list[int] = []
    wrong: dict[int, int] = {}
    for at in range(0, len(symbols), _BLOCK):
        block = symbols[at : at + _BLOCK]
        first, second = _syndromes(block)
        if first or second:
            place = (_LOGARITHMS[second] - _LOGARITHMS[first]) % 63
            if not first or not second or place >= len(block):
                return None, {}, min(wrong, default=at) // _BLOCK * _BLOCK
            block[place] ^= first
            wrong[at + place] = block[place]
        data += block[:-_CHECKS]
    start = min(wrong, default=0) // _BLOCK * _BLOCK
    whole, spare = _bytes(data)
    content, crc = whole[:-_CRC_BYTES], whole[-_CRC_BYTES:]
    if spare or len(crc) < _CRC_BYTES or zlib.crc32(content).to_bytes(_CRC_BYTES, "big") != crc:
        return None, {}, start
    return content, wrong, start


def _bytes(symbols: list[int]) -> tuple[bytes, bool]:
    """Six-bit numbers -> bytes, and whether bits are left over that are not zero or too many."""
    bits, held = 0, 0
    found = bytearray()
    for symbol in symbols:
        bits, held = bits << 6 | symbol, held + 6
        if held >= 8:
            held -= 8
            found.append(bits >> held)
            bits &= (1 << held) - 1
    return bytes(found), bits != 0 or held == 6


def _syndromes(block: list[int]) -> tuple[int, int]:
    """The sum of the block's symbols, and the sum weighted with powers of x: both 0 when nothing is wrong."""
    first = second = 0
    for place, symbol in enumerate(block):
        first ^= symbol
        second ^= _product(symbol, _POWERS[place])
    return first, second


def _with_checks(data: list[int]) -> list[int]:
    """Data symbols and the two that make both sums 0."""
    first, second = _syndromes(data)
    one, other = _POWERS[len(data)], _POWERS[len(data) + 1]
    check = _quotient(second ^ _product(first, other), one ^ other)
    return [*data, check, first ^ check]


def _product(one: int, other: int) -> int:
    return _POWERS[(_LOGARITHMS[one] + _LOGARITHMS[other]) % 63] if one and other else 0


def _quotient(one: int, other: int) -> int:
    return _POWERS[(_LOGARITHMS[one] - _LOGARITHMS[other]) % 63] if one else 0
