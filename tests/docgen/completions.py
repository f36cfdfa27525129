"""Types lines into real shells, with a tab at their end, and looks at the words that the shell then has.

usage: completions.py SHARE TABLES        SHARE: the folder `share` of a build; TABLES: its proxyenv_tables
       completions.py installed           those of an installed package, which the shells must find by themselves
       completions.py local FOLDER        those of a tarball in FOLDER, which is ~/.local of these shells, with the line
                                          for zsh that docs/install.md shows, on standard input

bash, zsh and fish run interactively at a terminal of their own. `proxyenv` is a function there that prints its words.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOCAL = Path(sys.argv[2]).resolve() if sys.argv[1] == "local" else None
FOR_ZSH = sys.stdin.read() if LOCAL else ""
INSTALLED = sys.argv[1] == "installed" or LOCAL is not None
SHARE = Path(sys.argv[1]).resolve()
TABLES = sys.argv[-1]
SECONDS = 300

# What is typed behind `proxyenv `, and the words that are there behind the tab. Where a row says nothing else, the last
# word alone was completed. Near misses, which stay as they are, have `None`.
ROWS: list[tuple[str, str | None]] = [
    ("expl", "explain"),
    ("dif", None),  # `diff` and `dify`
    ("--loop", "--loopback-proxy"),
    ("--prefer upp", "upper"),
    ("--prefer=upp", "--prefer=upper"),
    ("--only no_g", "no_grpc"),
    ("--only http,no_g", "http,no_grpc"),
    ("--only=http,no_g", "--only=http,no_grpc"),
    ("--exempt @loop", "@loopback"),
    ("--exempt .corp,@loop", ".corp,@loopback"),
    ("--exempt=.corp,@loop", "--exempt=.corp,@loopback"),
    ("--also=jav", "--also=java"),
    ("--color alw", None),  # not of run
    ("--quiet mycomm", "mycommand"),
    ("--prefer lower mycomm", "mycommand"),
    ("run mycomm", "mycommand"),
    ("-- mycomm", "mycommand"),
    ("mycommand --stri", None),  # an option of the command, not ours
    ("-- mycommand --stri", None),
    ("show --with-c", "--with-credentials"),
    ("show --stri", None),
    ("show --output power", "powershell"),
    ("show --output=power", "--output=powershell"),
    ("show --env-format environ", "environment-d"),
    ("show --env-file ./afi", "./afile"),
    ("check --severity warn", "warning"),
    ("check --output sari", "sarif"),
    ("check --output power", None),  # a form of show
    ("check --ignore empty_a", "empty_all_proxy"),
    ("check --ignore quotes,empty_a", "quotes,empty_all_proxy"),
    ("check --config ./afi", "./afile"),
    ("check ./afi", "./afile"),
    ("check --severity error ./afi", "./afile"),
    ("explain ft", "ftp://"),
    ("explain https://a.test/ --client wge", "wget"),
    ("explain --client curl,wge", "curl,wget"),
    ("explain --client=curl,wge", "--client=curl,wget"),
    ("explain --client boto3", "boto3"),  # an alias
    ("explain --assume no-sock", "no-socksio"),
    ("explain --disa", "--disagree"),
    ("diff pid", "pid:"),
    ("diff . ./afi", "./afile"),
    ("diff --norm", "--normalized"),
    ("dify in", "init"),
    ("dify init --dry", "--dry-run"),
    ("dify init --mode sel", "selective"),
    ("dify init --access", None),  # of verify
    ("dify verify --access-log ./afi", "./afile"),
    ("dify verify --js", "--json"),
    ("help expl", "explain"),
]
TOOLS_ROWS: list[tuple[str, str | None]] = [
    ("dify in", "init"),
    ("expl", "explain"),
    ("check --output sari", "sarif"),
    ("--vers", "--version"),
    ("mycomm", None),
]

PRINT = """%s() { printf '<%%s>' "$@"; printf 'E%%s\\n' ND; }\n"""
FISH_PRINT = "function %s; printf '<%%s>' $argv; printf 'E%%s\\n' ND; end\n"


def start_up(shell: str, folder: Path) -> list[str]:
    """Writes the shell's start file, and gives the command that starts the shell."""
    home = folder / "home"
    completions = SHARE / {"bash": "bash-completion/completions", "zsh": "zsh/site-functions", "fish": "fish/vendor_completions.d"}[shell]
    path = f"PATH={folder}/bin\n"
    prints = "".join((FISH_PRINT if shell == "fish" else PRINT) % name for name in ("proxyenv", "proxyenv-tools"))
    ready = "printf 'REA%s\\n' DY\n"
    if shell == "bash":
        loads = "".join(f"source '{completions}/{name}'\n" for name in ("proxyenv", "proxyenv-tools"))
        if INSTALLED:
            loads = "source /usr/share/bash-completion/bash_completion\n"
        (home / "rc").write_text(f"PS1='$ '\nbind 'set enable-bracketed-paste off'\n{loads}{prints}{path}{ready}")
        return [shutil.which("bash") or "bash", "--noprofile", "--rcfile", str(home / "rc"), "-i"]
    if shell == "zsh":
        own = FOR_ZSH if INSTALLED else f"fpath=('{completions}' $fpath)\n"
        (home / ".zshrc").write_text(f"{own}autoload -Uz compinit\ncompinit -u -D\nPROMPT='$ '\n"
                                     f"unset zle_bracketed_paste\n{prints}{path}{ready}")  # fmt: skip
        return [shutil.which("zsh") or "zsh", "-d", "-i"]
    loads = "" if INSTALLED else "".join(f"source '{completions}/{name}.fish'\n" for name in ("proxyenv", "proxyenv-tools"))
    (home / "rc.fish").write_text(f"function fish_greeting; end\nfunction fish_prompt; echo '$ '; end\n{loads}{prints}set -gx {path.replace('=', ' ')}{ready}")
    return [shutil.which("fish") or "fish", "--private", "-C", f"source '{home}/rc.fish'"]


class Terminal:
    """A shell at a terminal."""

    def __init__(self, shell: str, folder: Path) -> None:
        command = start_up(shell, folder)
        environment = {"HOME": str(folder / "home"), "ZDOTDIR": str(folder / "home"), "TERM": "xterm", "LC_ALL": "C.UTF-8",
                       "PATH": "/usr/bin:/bin", "INPUTRC": "/dev/null", "COLUMNS": "500"}  # fmt: skip
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(command[0], command, environment)
        self.output = ""
        self.wait_for("READY")

    def wait_for(self, mark: str) -> str:
        """What was printed up to the mark."""
        deadline = time.monotonic() + SECONDS
        while mark not in self.output:
            if not select.select([self.terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise SystemExit(f"no {mark} in {SECONDS} s: {self.output!r}")
            self.output += os.read(self.terminal, 65536).decode("utf-8", "replace")
        text, _, self.output = self.output.partition(mark)
        return text

    def words_behind_tab(self, program: str, typed: str) -> list[str]:
        os.write(self.terminal, f"{program} {typed}\t\r".encode())
        return re.findall(r"<([^<>]*)>", self.wait_for("END").rpartition("\n")[2])

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def test_rows(shell: str, folder: Path) -> int:
    failures = 0
    terminal = Terminal(shell, folder)
    for program, rows in (("proxyenv", ROWS), ("proxyenv-tools", TOOLS_ROWS)):
        for typed, completed in rows:
            *before, last = typed.split()
            # zsh and fish put = behind an option that takes a value, or leave it.
            words = [word.removesuffix("=") for word in terminal.words_behind_tab(program, typed)]
            if words != [*before, completed or last]:
                print(f"NOT: {shell}: {program} {typed}: {words}")
                failures += 1
    terminal.end()
    print(f"{shell}: {len(ROWS) + len(TOOLS_ROWS)} lines, {failures} wrong", flush=True)
    return failures


def names(table: str) -> set[str]:
    return set(subprocess.run([TABLES, "names", table], check=True, capture_output=True, text=True).stdout.split())


def candidates(shell: str, line: str) -> set[str]:
    """All that the shell offers there."""
    if shell == "fish":
        script = f"source '{SHARE}/fish/vendor_completions.d/proxyenv.fish'; complete -C '{line}'"
        # fish makes folders in the home folder, even with --no-config.
        with tempfile.TemporaryDirectory() as home:
            output = subprocess.run(["fish", "--no-config", "-c", script], check=True, capture_output=True, text=True,
                                    env={**os.environ, "HOME": home})  # fmt: skip
        return {entry.partition("\t")[0] for entry in output.stdout.splitlines()}
    script = (f"source '{SHARE}/bash-completion/completions/proxyenv'; COMP_LINE='{line}' COMP_POINT={len(line)}; COMP_WORDS=({line} '');"
              'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _proxyenv; printf "%s\\n" "${COMPREPLY[@]}"')  # fmt: skip
    output = subprocess.run(["bash", "--norc", "-c", script], check=True, capture_output=True, text=True)
    return set(output.stdout.splitlines())


def test_completeness(shell: str) -> int:
    """Everything that the tables have is offered, and nothing else."""
    failures = 0
    for line, expected in (
        ("proxyenv check --ignore ", names("findings")),
        ("proxyenv explain --client ", names("clients") | names("aliases")),
    ):
        found = candidates(shell, line)
        if found != expected or not expected:
            print(f"NOT: {shell}: {line}: {sorted(found ^ expected)}")
            failures += 1
    return failures


def main() -> int:
    failures = 0 if INSTALLED else sum(test_completeness(shell) for shell in ("bash", "fish"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "home").mkdir()
        if LOCAL:
            (folder / "home" / ".local").symlink_to(LOCAL)
        (folder / "bin").mkdir()
        (folder / "bin" / "mycommand").symlink_to("/bin/true")
        (folder / "afile").touch()
        failures += sum(test_rows(shell, folder) for shell in ("bash", "zsh", "fish"))
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
