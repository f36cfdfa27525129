# SPDX-License-Identifier: Apache-2.0
"""Compares what our readers read in texts with what the programs themselves read: fixed texts, and random ones that are
made of what these programs treat specially. The program is right. Exit 0 if they always agreed, 1 if not."""

import argparse
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
    "dash": [b"\\\n", b"; ", b"$A", b"${B}", b"\"$A\""],
}


def random_text(generator: random.Random, judge: str) -> bytes:
    pieces = PIECES + MORE[judge]
    lines = [b"A=", b"B=", b"export A=", b"C1="]
    if judge == "docker":
        lines = [b"A=", b"B="]
    if judge in ("bash", "dash"):
        lines = generator.choice(([b"A=", b"B="], [b"export A=", b"export B="]))
    text = b""
    for _ in range(generator.randrange(1, 5)):
        text += generator.choice(lines) + b"".join(generator.choice(pieces) for _ in range(generator.randrange(8))) + b"\n"
    return text


def ours(program: str, form: str, text: bytes) -> tuple[int, dict[bytes, bytes]]:
    done = subprocess.run([program, form], input=text, capture_output=True, timeout=20, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"{program} failed: {done.returncode}")
    return done.returncode, judges.as_dictionary(done.stdout.split(b"\0"))


def same(judge: str, status: int, mine: dict[bytes, bytes], real: judges.Variables, text: bytes) -> bool:
    if judge in ("bash", "dash"):
        # A text that is no shell text, or runs commands, is not judged: ours reads on, a shell stops.
        if real is None or status != 0:
            return True
        # Where ours does not know a value, it gives none. An assignment before `:` stays in dash, as in POSIX's
        # special utilities, and not in bash.
        return mine == real or ((b"$" in text or b":" in text) and mine.items() <= real.items())
    if real is None:
        return status == 1
    if judge == "compose" and status == 1 and (b"" in real or b"export \n" in text):
        return True  # ours refuses a line without a name
    if judge == "systemd" and re.search(rb"(^|[\r\n])[ \t]*[#;][^\r\n]*\\\r?\n", text):
        return True  # before systemd 254 such a comment goes on in the next line
    if judge == "systemd":
        # Its generator passes over empty values, and prints control characters as escapes.
        real = {name: value for name, value in real.items() if mine.get(name) != b""}
        for character, escape in ((b"\n", b"\\n"), (b"\t", b"\\t"), (b"\r", b"\\r")):
            mine = {name: value.replace(character, escape) for name, value in mine.items() if value}
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
        texts = TEXTS + [random_text(generator, name) for _ in range(given.random)]
        refused = 0
        for text in texts:
            real = judge.read(text)  # type: ignore[attr-defined]
            refused += real is None
            status, mine = ours(given.print_source, form, text)
            if not same(name, status, mine, real, text):
                disagreements += 1
                print(f"{name}: {text!r}\n  real: {real}\n  ours: {mine} (status {status})", file=sys.stderr)
        print(f"sources: {name}: {len(texts)} texts, {refused} of them refused")
    if disagreements:
        print(f"sources: {disagreements} disagreements", file=sys.stderr)
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
