# SPDX-License-Identifier: Apache-2.0
"""Compares what our readers read in texts with what the programs themselves read: fixed texts, and random ones that are
made of what these programs treat specially. The program is right. Exit 0 if they always agreed, 1 if not."""

import argparse
import json
import os
import random
import re
import subprocess
import sys

import judges

# Each is a text for every judge; blanks, quotes, escapes, comments, line ends and names.
TEXTS = [
    b"A=1\nB=2\n",
    b"A=1",
    b"A=\"x y\"\n",
    b"A='x y'\n",
    b"A=\"x\" # c\n",
    b"A=x # c\n",
    b"A=x#y\n",
    b"A=\"x#y\"\n",
    b"A=x y\n",
    b"A= x\n",
    b"A =x\n",
    b"A = x\n",
    b"  A=x\n",
    b"\tA=x \n",
    b"A=x\\\ny\n",
    b"A=x \\\n  y\nB=1\n",
    b"A=\"x\\\ny\"\n",
    b"A=\"x\ny\"\nB=1\n",
    b"A='x\ny'\nB=1\n",
    b"A=x\r\nB=y\r\n",
    b"A=\"x\"\r\n",
    b"export A=1\nB=2\n",
    b"export A\nB=2\n",
    b"A\nB=2\n",
    b"A=1\nA=2\n",
    b"A=a\"b\"c\n",
    b"A=\"a\"b\n",
    b"A='a'\"b\"\n",
    b"A=it\\'s\n",
    b"A=\"a\\\"b\"\n",
    b"A='a\\'b'\n",
    b"A=\"a\\nb\"\n",
    b"A=a\\nb\n",
    b"A=a\\\\b\n",
    b"# c\n; d\nA=1\n",
    b"#A=1\n\n\nB=2\n",
    b"A=http://u:p%40x@h:1/\n",
    b"A='http://u:p@h:1'\nB=\"a,b, c\"\n",
    b"A-b=1\nB=2\n",
    b"a.b=1\nB=2\n",
    b"1A=1\nB=2\n",
    b"A=1;B=2\n",
    b"A=1 B=2\n",
    b"A=x=y\n",
    b"A:x\nB=1\n",
    b"A=\"x\nB=2\n",
    b"\xef\xbb\xbfA=1\nB=2\n",
    b"A=\xc3\xa9\n",
    b"A=\xff\nB=1\n",
    b"A=x\t\nB=y\n",
    b"A=\\\nB=1\n",
    b"A=x\\",
    b"A=\"\\",
]

PIECES = [b"A", b"B", b"C1", b"=", b"=", b"=", b"\n", b"\n", b"x", b"y z", b" ", b"\t", b"\"", b"'", b"\\", b"#", b" # ", b"\r\n", b":", b","]
MORE = {
    "docker": [b"-", b".", b";", b"$", b"export "],
    "compose": [b"-", b".", b"export ", b": ", b"\\n"],
    "systemd": [b"-", b";", b"export ", b"\\n", b"\\\n"],
    "pam": [b"-", b";", b"$", b"export ", b"\\\n", b" \\\n"],
    "bash": [b"\\\n", b"; ", b"$A", b"${B}", b"$'\\t'", b"\"$A\""],
    "zsh": [b"\\\n", b"; ", b"$A", b"${B}", b"$'\\t'", b"\"$A\""],
    "fish": [b"; ", b"$A", b"\"$A\"", b"-"],
    "tcsh": [b"; ", b"$A", b"${B}", b"\"$A\"", b"-"],
    "environment.d": [b"-", b";", b"$A", b"${B}", b"${A:-x}", b"${B:+y$A}", b"$$", b"$", b"${C1:", b"}", b"\\\n"],
    "dash": [b"\\\n", b"; ", b"$A", b"${B}", b"\"$A\""],
}


# Texts for one judge alone.
OWN_TEXTS = {
    "environment.d": [
        b"A=x\nB=$A\nC1=${A}y\n",
        b"A=x\nB='$A'\nC1=\"${A:-z}\"\n",
        b"A=x\nB=${A:+${A}y}\nC1=${A:+}\n",
        b"A=a$$b\nB=a$-\nC1=$\n",
        b"A=x\nB=${A\nC1=${A:?x}\n",
    ],
    "fish": [
        b"set -gx A x\nset --export B 'y z'\nset -Ux C1 \"w\"\n",
        b"set -gx A x y z\n",
        b"set -gx A\n",
        b"set -gx A x\nset -e A\n",
        b"set -gx A x\nset -gx B $A/y\n",
        b"set A x\n",
        b"export A=x\n",
        b"if true\n  set -gx A x\nend\n",
        b"function f\n  true\nend\nset -gx A x # c\n",
    ],
    "tcsh": [
        b"setenv A x\nsetenv B 'y z'\nsetenv C1 \"w\"\n",
        b"setenv A\n",
        b"setenv A x\nunsetenv A\n",
        b"setenv A x\nsetenv B $A/y\n",
        b"set A = x\nset B=y\n",
        b"if (1) then\n  setenv A x\nendif\n",
        b"foreach p (x y)\n  setenv A z\nend\n",
        b"setenv A x # c\n",
    ],
    "json": [
        b'["A=1", "B=x=y", "C1=\\u00e9\\n\\"\\\\"]',
        b'{"A_PROXY": "1", "B": "x y"}',
        b'["A=1",]',
        b"[\"A=1\", 'B=2']",
    ],
}

# For the unit files: each line is complained about by systemd, or by none.
UNIT_LINES = [b"[Service]", b"[Unit]", b"[Install]", b"", b"# HTTP_PROXY=c"]
UNIT_WORDS = [b"HTTP_PROXY=x", b"'HTTP_PROXY=x y'", b"\"HTTP_PROXY=x", b"HTTP_PROXY=a%40b", b"HTTP_PROXY=a%%40b", b"HTTP_PROXY=%h",
              b"HTTP_PROXY=%-%", b"HTTP_PROXY=\\q", b"HTTP_PROXY=\\x41", b"HTTP_PROXY=x'y'\"z\""]  # fmt: skip


def random_unit(generator: random.Random) -> bytes:
    lines = [generator.choice((b"[Service]", b"[Service]", b"# c"))]
    for _ in range(generator.randrange(1, 6)):
        words = b" ".join(generator.choice(UNIT_WORDS) for _ in range(generator.randrange(1, 4)))
        setting = generator.choice((b"Environment=", b"Environment = ", b"environment="))
        lines.append(generator.choice((generator.choice(UNIT_LINES), setting + words, setting + words)))
    if not any(line.startswith(b"[") for line in lines):
        lines.append(b"[Service]")
    return b"\n".join(lines) + b"\n"


def compare_units(program: str, count: int, seed: int) -> int:
    """How many texts systemd complains of other lines than ours tells."""
    judge = judges.Unit()
    generator = random.Random(seed)
    disagreements = 0
    for _ in range(count):
        text = random_unit(generator)
        done = subprocess.run([program, "systemd-unit", "--not-read"], input=text, capture_output=True, timeout=judges.SECONDS, check=False)
        mine = {int(line) for line in done.stdout.split()}
        real = judge.lines(text)
        if mine != real:
            disagreements += 1
            print(f"unit: {text!r}\n  real: {sorted(real)}\n  ours: {sorted(mine)}", file=sys.stderr)
    print(f"sources: unit: {count} texts")
    return disagreements


def random_json(generator: random.Random) -> bytes:
    values = ["".join(generator.choice("ab =\"\\/\n\u00e9\U0001f600,:") for _ in range(generator.randrange(5))) for _ in range(3)]
    form = [f"A={values[0]}", f"B={values[1]}"] if generator.random() < 0.5 else {"A_PROXY": values[0], "B": values[1]}
    return json.dumps(form, ensure_ascii=generator.random() < 0.5, indent=generator.choice((None, 1))).encode()


def random_text(generator: random.Random, judge: str) -> bytes:
    if judge == "json":
        return random_json(generator)
    pieces = PIECES + MORE[judge]
    lines = [b"A=", b"B=", b"export A=", b"C1="]
    if judge == "docker":
        lines = [b"A=", b"B="]
    if judge == "fish":
        lines = [b"set -gx A ", b"set -x B "]
    if judge == "tcsh":
        lines = [b"setenv A ", b"setenv B "]
    if judge in ("bash", "dash", "zsh"):
        lines = generator.choice(([b"A=", b"B="], [b"export A=", b"export B="]))
    text = b""
    for _ in range(generator.randrange(1, 5)):
        text += generator.choice(lines) + b"".join(generator.choice(pieces) for _ in range(generator.randrange(8))) + b"\n"
    return text


def ours(program: str, form: str, text: bytes) -> tuple[int, dict[bytes, bytes]]:
    done = subprocess.run([program, form], input=text, capture_output=True, timeout=judges.SECONDS, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"{program} failed: {done.returncode}")
    return done.returncode, judges.as_dictionary(done.stdout.split(b"\0"))


def same(judge: str, status: int, mine: dict[bytes, bytes], real: judges.Variables, text: bytes) -> bool:
    if judge in ("bash", "dash", "zsh", "fish", "tcsh"):
        # A text that is no shell text, or runs commands, is not judged: ours reads on, a shell stops.
        if real is None or status != 0:
            return True
        # Where ours does not know a value, it gives none. An assignment before `:` stays in dash, as in POSIX's
        # special utilities, and not in bash.
        if judge == "zsh" and text.endswith(b"\\"):
            return True  # zsh drops a `\` at the end of the text, the other shells keep it
        if judge in ("fish", "tcsh") and b"\r" in text:
            return True  # fish takes a carriage return for a part of the line end, tcsh for a word
        is_open = b"$" in text or b":" in text or (judge in ("fish", "tcsh") and any(character in text for character in b"\\#~="))
        return mine == real or (is_open and mine.items() <= real.items())
    if real is None:
        return status == 1
    if judge == "compose" and status == 1 and (b"" in real or b"export \n" in text):
        return True  # ours refuses a line without a name
    if judge in ("systemd", "environment.d") and re.search(rb"(^|[\r\n])[ \t]*[#;][^\r\n]*\\\r?\n", text):
        return True  # before systemd 254 such a comment goes on in the next line
    if judge in ("systemd", "environment.d"):
        # Its generator passes over empty values, and prints control characters as escapes.
        real = {name: value for name, value in real.items() if mine.get(name) != b""}
        for character, escape in ((b"\n", b"\\n"), (b"\t", b"\\t"), (b"\r", b"\\r")):
            mine = {name: value.replace(character, escape) for name, value in mine.items() if value}
    if judge == "environment.d" and b"$" in text:
        return mine.items() <= real.items()  # where ours does not know a value, it gives none
    if judge == "compose":
        # It prints JSON, in which bytes that are no UTF-8 cannot stand.
        mine = {name: value.decode(errors="replace").encode() for name, value in mine.items()}
    return (mine == real and status != 1) or (status == 1 and not real)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--print-source", required=True)
    parser.add_argument("--docker", required=True)
    parser.add_argument("--compose", required=True)
    parser.add_argument("--judge", default="")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    disagreements = 0
    for name, (form, judge) in judges.available(given.docker, given.compose).items():
        if given.judge and name not in given.judge.split(","):
            continue
        generator = random.Random(given.seed)
        common = [] if name in ("fish", "tcsh", "json") else TEXTS
        texts = common + OWN_TEXTS.get(name, []) + [random_text(generator, name) for _ in range(given.random)]
        refused = 0
        for text in texts:
            real = judge.read(text)  # type: ignore[attr-defined]
            refused += real is None
            status, mine = ours(given.print_source, form, text)
            if not same(name, status, mine, real, text):
                disagreements += 1
                print(f"{name}: {text!r}\n  real: {real}\n  ours: {mine} (status {status})", file=sys.stderr)
        print(f"sources: {name}: {len(texts)} texts, {refused} of them refused")
    if os.path.exists(judges.Unit.program) and (not given.judge or "unit" in given.judge.split(",")):
        disagreements += compare_units(given.print_source, 20 + given.random // 2, given.seed)
    if disagreements:
        print(f"sources: {disagreements} disagreements", file=sys.stderr)
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
