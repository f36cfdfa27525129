"""Small Dockerfiles FROM scratch. Each shows one thing in which readers of Dockerfiles go wrong.

A row: what it shows, the text, and the name of its last stage.
"""

from __future__ import annotations

from dataclasses import dataclass

S = "http://proxy.corp:3128"


@dataclass(frozen=True)
class Row:
    what: str
    text: str
    stage: str = "0"


def scratch(*lines: str) -> str:
    return "FROM scratch\n" + "".join(f"{line}\n" for line in lines)


ROWS = [
    Row("NAME=VALUE", scratch(f"ENV HTTPS_PROXY={S}")),
    Row("the old form", scratch(f"ENV HTTPS_PROXY {S}", "ENV NO_PROXY a, b  c")),
    Row("several in one line", scratch("ENV A=1 B=2  C=3")),
    Row("quotes", scratch(f'ENV HTTPS_PROXY="{S}" http_proxy=\'{S}\' NO_PROXY="a, b"')),
    Row("quotes inside a word", scratch("ENV A=x'y z'\"w\" B='\"q\"'")),
    Row("quotes in the old form", scratch(f'ENV HTTPS_PROXY "{S}"')),
    Row("an escaped blank", scratch("ENV A=x\\ y B=\\\"q\\\"")),
    Row("continuation lines with comments", scratch("ENV A=1 \\", "  # a comment", "", "  B=2 \\", "  C=3")),
    Row("a continuation with blanks behind it", scratch("ENV A=1 \\  ", "  B=2")),
    # What stands behind the other character is BuildKit's alone: buildah 1.28 takes a backslash there all the same.
    Row("another escape character", "# escape=`\n" + scratch("ENV A=1 `", "  B=2")),
    Row("a directive after a comment is none", "# a comment\n# escape=`\n" + scratch("ENV A=1 \\", "  B=2")),
    Row("references", scratch(f"ENV P={S}", "ENV HTTPS_PROXY=$P http_proxy=${P} A='$P' B=\\$P C=\"$P\"")),
    Row("defaults in references", scratch("ENV P=", "ENV A=${P:-x} B=${Q:-y} C=${P:+z} D=${Q:+w}")),
    Row("a reference looks before its own line", scratch("ENV A=1", "ENV A=2 B=$A", "ENV C=$A")),
    Row("an unset name", scratch("ENV A=x${NOWHERE}y B=$NOWHERE")),
    Row("ARG with a default", scratch(f"ARG P={S}", "ENV HTTPS_PROXY=$P")),
    Row("ENV wins over ARG", scratch("ENV P=env", "ARG P=arg", "ENV A=$P")),
    Row("an ARG in front of FROM is not seen below it", f"ARG P={S}\n" + scratch("ENV A=x$P")),
    Row("an ARG in front of FROM that is taken over", f"ARG P={S}\n" + scratch("ARG P", "ENV A=$P")),
    Row("a stage from a stage", f"FROM scratch AS base\nENV A=1 B=1\nFROM base AS last\nENV B=2\n", "last"),
    Row("another stage does not inherit", "FROM scratch AS base\nENV A=1\nFROM scratch\nENV B=2\n", "1"),
    Row("words in lower case", "from scratch as base\nenv A=1\nfrom base\nenv B=2\n", "1"),
    Row("set twice", scratch("ENV A=1", "ENV B=2", "ENV A=3")),
    Row("an equals sign in the value", scratch("ENV A=b=c D==e")),
    Row("nothing behind the equals sign", scratch("ENV A= B=\"\"")),
    Row("a word without an equals sign", scratch("ENV A=1 B")),
    Row("a name alone", scratch("ENV A")),
    Row("a quote without an end", scratch('ENV A="b')),
    Row("carriage returns", scratch("ENV A=1\r", "ENV B=2\r")),
    Row("blanks in front", "  FROM scratch\n\tENV A=1\n"),
    Row("LABEL is no ENV", scratch("LABEL ENV=1", "ENV A=2")),
]
