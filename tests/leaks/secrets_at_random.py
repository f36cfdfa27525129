"""Secrets in every form in which people have them, and a twin of each: same form, other letters and digits."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

LETTERS = string.ascii_letters
DIGITS = string.digits
# No `%` beside what may be a hexadecimal digit: one twin would hold an escape, and the other none.
SEPARATORS = (",", ",", ";", " ", "/", "?", "#", "@", ":", "|", "&", "=", "\t", '"', "'", "[", "]", "\\", ".", "*", "$", "-", "_",
              "%.", "//", "://", ",@", "\u00e9", "\uff0c")  # fmt: skip
# What stands between the credentials and the host. A few are decoded by nobody in one go.
RAW_AT = "@"
WIDE_ATS = ("\uff20", "\ufe6b", "%EF%BC%A0", "%ef%b9%ab", "%25EF%25BC%25A0", "\uff0540", "%\uff14\uff10")
HOSTS = ("proxy.test", "proxy", "10.0.0.1", "[fd00::1]", "PROXY.test", "my_proxy")
SCHEMES = ("http://", "http://", "http://", "", "", "https://", "socks5://", "HTTP://", "//", "http:/", "htp://", "http:")
PATHS = ("", "", "", "/", "/path", "?x#y")

Twin = tuple[str, str]  # two texts of one form
Rename = Callable[[str], str]


@dataclass(frozen=True)
class Secret:
    """What must not be seen, and the value that it stands in."""

    pieces: tuple[str, ...]  # user and password, as a person has them
    value: str


def renaming(rng: random.Random) -> Rename:
    """Gives each letter and digit to another of its kind, so that no text looks like what it was."""
    table: dict[str, str] = {}
    for kind in (string.ascii_lowercase, string.ascii_uppercase, "123456789"):
        step = rng.randrange(1, len(kind))
        table.update({letter: kind[(place + step) % len(kind)] for place, letter in enumerate(kind)})
    return lambda text: "".join(table.get(letter, letter) for letter in text)


def word(rng: random.Random) -> str:
    alphabet = rng.choice((LETTERS, LETTERS, DIGITS, LETTERS + DIGITS))
    return "".join(rng.choice(alphabet) for _ in range(rng.choice((1, 1, 2, 3, 4, 6, 8))))


def password(rng: random.Random) -> str:
    text = word(rng)
    while rng.random() < 0.6:
        text += rng.choice(SEPARATORS) + word(rng)
    return text


def percent_encoded(text: str, rounds: int, only: str = "") -> str:
    """Each byte, or those of `only`, percent-encoded so many times."""
    text = "".join(f"%{byte:02X}" if not only or byte in only.encode() else chr(byte) for byte in text.encode())
    return text.replace("%", "%" + "25" * (rounds - 1))


def at_sign(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return RAW_AT
    if kind < 0.8:
        return percent_encoded("@", rng.choice((1, 1, 2, 3, 8, 9, 12)), "@%")
    return rng.choice(WIDE_ATS)


def value_around(rng: random.Random, user: str, secret: str) -> Callable[[str, str], str]:
    """How a user and a password become a value; the same for both twins."""
    encoding = rng.random()
    rounds = rng.choice((1, 1, 2, 9))
    at, scheme = at_sign(rng), rng.choice(SCHEMES)
    behind = rng.choice(HOSTS) + rng.choice((":3128", ":3128", ":1", "", ":31x8")) + rng.choice(PATHS)
    wrap = rng.choice(WRAPPINGS)
    separator = rng.choice((":", ":", ":", "%3A", "\uff1a"))

    def make(one: str, other: str) -> str:
        if encoding < 0.15:
            one, other = percent_encoded(one, rounds), percent_encoded(other, rounds)
        elif encoding < 0.3:
            other = percent_encoded(other, 1, "@/?#:%,; ")
        return wrap(scheme + one + (separator + other if other else "") + at + behind)

    return make


WRAPPINGS: Sequence[Callable[[str], str]] = (
    *[lambda url: url] * 6,
    lambda url: f"localhost,{url}",
    lambda url: f"{url},.corp.test,10.0.0.0/8",
    lambda url: f"a.test;{url};b.test",
    lambda url: f"a.test {url} b.test",
    lambda url: f"https://x.test/?via={url}",
    lambda url: f"https://x.test/{url}",
    lambda url: f"http://x.test:80#{url}",
    lambda url: f'"{url}"',
    lambda url: f"'{url}",
    lambda url: f"  {url}\r",
    lambda url: f"http://b.test:2,{url}",
    lambda url: f"export HTTP_PROXY={url}",
    lambda url: percent_encoded(url, 1),
)


def twins(rng: random.Random) -> tuple[Secret, Secret]:
    user, secret = word(rng), "" if rng.random() < 0.1 else password(rng)
    if rng.random() < 0.1:
        user = password(rng)
    rename = renaming(rng)
    make = value_around(rng, user, secret)
    texts = ((user, secret), (rename(user), rename(secret)))
    one, other = (Secret(tuple(text for text in pair if text), make(*pair)) for pair in texts)
    return one, other


def substrings(secret: Secret) -> set[bytes]:
    """Every piece of two or more bytes, as a person has it, encoded and decoded."""
    pieces: set[bytes] = set()
    for text in secret.pieces:
        raw = text.encode()
        for form in (raw, unquote_to_bytes(raw)):
            pieces.update(form[i:j] for i in range(len(form)) for j in range(i + 2, len(form) + 1))
    return {piece for piece in pieces if any(byte not in b'%/:@?#,; "' for byte in piece)}
