"""What `tomllib` says of a text that is not TOML -> the same as what was expected, for people who write such files.

Its words are for programmers ("Cannot mutate immutable namespace"), and name what failed rather than what to write.
Knows nothing of places in a file.
"""

from __future__ import annotations

import re

_QUOTED = "a text must end with the quotes that it began with"
_ONCE = "a key may be there only once in its table"
_BACKSLASH = r"a \ in a text must be doubled, or the text be in 'single quotes'"
_KEY = r"'([^']*)'"
_LIST = "a list [...] must have commas between its values and ] at its end"
_TABLE = "a table {...} must have commas between its keys and } at its end, on the same line"
# The beginning of what tomllib says -> what was expected; {} is the table or the character that it names.
_EXPECTED = {
    "Invalid statement": "expected KEY = VALUE, [TABLE] or # and a comment",
    "Expected newline or end of document": "expected the end of the line after a value or header",
    "Expected '=' after a key": "expected KEY = VALUE",
    "Invalid value": 'expected a value: "text", a number, true, false, a date, a list [...] or a table {...}',
    "Invalid initial character for a key": "expected a key of letters, digits, _ and -, or one in quotes",
    "Invalid date": "expected a date or time that there is",
    "Invalid hex value": _BACKSLASH,
    "Unescaped '\\'": _BACKSLASH,
    "Escaped character is not": _BACKSLASH,
    "Unterminated string": _QUOTED,
    'Expected "': _QUOTED,
    "Illegal character '\\n'": f"{_QUOTED}, on the same line",
    "Illegal character": "the character {} may not be in it",
    "Found invalid character": "the character {} may not be in it",
    "Unclosed array": _LIST,
    "Unclosed inline table": _TABLE,
    "Expected ']": "a header must end with as many ] as it began with [",
    "Duplicate inline table key": _ONCE,
    "Cannot overwrite a value": _ONCE,
    "Cannot declare": "the table {} may be there only once",
    "Cannot mutate immutable namespace": "the table {} is complete already; write all of it in one place",
    "Cannot redefine namespace": "the table {} is complete already; write all of it in one place",
    "Exceeds the limit": "a number may not have thousands of digits",
}


def expected_instead(message: str) -> str:
    """What was expected, by what tomllib said without the place; its own words where these are not known.

    >>> expected_instead("Cannot declare ('pack', 'light') twice")
    'the table [pack.light] may be there only once'
    """
    expected = next((said for begins, said in _EXPECTED.items() if message.startswith(begins)), message)
    if "{}" not in expected:
        return expected
    keys = re.search(r"\((.*)\)", message)
    named = f"[{'.'.join(re.findall(_KEY, keys[1]))}]" if keys else message.split("character ")[-1]
    return expected.replace("{}", named)
