"""Environments as byte strings, in order, odd on purpose: duplicate names, entries without `=`, bytes that are not
UTF-8."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "clients" / "compare"))
import generator  # noqa: E402

# A byte that is no UTF-8 is written as its surrogate, as os.fsencode() reads it.
SECRETS = ("s3cret", "p@ss", "a:b", "p#q", "p/w", "%40", "p%zz", "us er", "\udcff\udcfe", "q\"q", "b\\s", "[x]", "t\tt", "?", "p\u0142")
HOSTS = ("proxy", "$PROXY", "${PROXY_HOST}", "proxy.test", "PROXY.test", "10.0.0.1", "127.0.0.1", "localhost", "[::1]", "[fd00::1]", "fd00::1",
         "my_proxy", "", "proxy test", "-proxy", "proxy\x1b[31m", "pr\u00f6xy", "0.0.0.0", "127.9.9.9", "LOCALHOST.",
         "[::ffff:127.0.0.1]", "host.docker.internal")  # fmt: skip
SCHEMES = ("http://", "http://", "http://", "http://", "", "", "HTTP://", "https://", "socks5://", "socks5h://", "socks://",
           "ftp://", "htp://", "http:/", "//")  # fmt: skip
PORTS = (":3128", ":3128", ":3128", ":8080", ":1", "", ":0", ":65536", ":", ":31x8")
PATHS = ("", "", "", "", "/", "/", "/path", "?x#y")
ENTRIES = ("localhost", "127.0.0.1", "::1", "[::1]", "10.0.0.0/8", "10.0.0.0/28", "10.*", "fd00::/8", "ex.test", ".ex.test",
           "*.ex.test", "EX.test", "*", "a", "d:8080", "", "http://e.test", '"f"', "'g", "h\r", "\x1b[2J", "i\udcff", "*j",
           "127.0.0.0/8", "k.", ".", ".corp", "*.corp", "api", "user:s3cret@x", "10.98.0.1")  # fmt: skip
SEPARATORS = (",", ",", ",", ",", ", ", " ,", " ", ";", "|", ",,", "\t", "\n")
QUOTES = ('"', "'", '"', "'", " ", "")
BLANKS = (" ", "\r", "\n", "\t", "\r\n", "  ", "\u00a0", "\ufeff")
PROXY_NAMES = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "ftp_proxy", "FTP_PROXY",
               "grpc_proxy", "GRPC_PROXY")  # fmt: skip
LIST_NAMES = ("no_proxy", "NO_PROXY", "no_grpc_proxy", "NO_GRPC_PROXY")
OTHERS = ("PATH=/bin", "HOME=/root", "", "=", "=x", "http_proxy", "NO_EQUALS", "dotted.name=1", "Http_Proxy=http://x:1",
          "BYTES=\udcff\udcfe\x1b", "REQUEST_METHOD=GET", "REQUEST_METHOD", "GATEWAY_INTERFACE=", "no_proxy", "NO_PROXY==a",
          "https_proxy ==x", " HTTP_PROXY=http://x:1", "PROXYENV_SERVICE_HOST=10.0.0.1", "proxyenv_quiet=1",
          "npm_config_proxy=http://n:1", "#HTTP_PROXY=http://x:1", "export HTTPS_PROXY=http://x:1", "GRPC_PROXY_EXP=h:1",
          "GRPC_ADDRESS_HTTP_PROXY_ENABLED_ADDRESSES=10.0.0.0/8", "NODE_USE_ENV_PROXY=1")  # fmt: skip
CLIENT_NAMES = ("JAVA_TOOL_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "NODE_USE_ENV_PROXY", "NODE_OPTIONS")
CLIENT_WORDS = ("-Xmx1g", "-Dx='a b'", "'", '"', "-Dhttp.proxyHost=h", "-Dhttps.proxyHost=", "-Dhttp.nonProxyHosts=a|b", "1", "0",
                "--use-env-proxy", "--no-use-env-proxy", "\x1b\udcff", "-Dhttp.proxyPassword=s3cret")  # fmt: skip
MORE_FAMILIES = tuple(generator.MORE)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def one_in(rng: random.Random, count: int) -> bool:
    return rng.randrange(count) == 0


def credentials(rng: random.Random) -> str:
    if one_in(rng, 2):
        return ""
    text = rng.choice(SECRETS)
    if not one_in(rng, 6):
        text += ":" + rng.choice(SECRETS)
    return text + "@"


def wrapped(rng: random.Random, value: str) -> str:
    """Blanks, a carriage return or quotes around a value, as files and copied lines leave them."""
    if one_in(rng, 6):
        quote = rng.choice(QUOTES)
        value = quote + value + (rng.choice(QUOTES) if one_in(rng, 6) else quote)
    if one_in(rng, 8):
        value += rng.choice(BLANKS)
    if one_in(rng, 10):
        value = rng.choice(BLANKS) + value
    return value


def proxy_value(rng: random.Random) -> str:
    if one_in(rng, 3):
        return generator.proxy_value(rng, rng.randint(1, 9))
    if one_in(rng, 8):
        return wrapped(rng, "")
    if one_in(rng, 30):
        return f"http://{rng.choice(SECRETS)}:{rng.choice(SECRETS)}"  # without the host, and without the `@`
    value = rng.choice(SCHEMES) + credentials(rng) + rng.choice(HOSTS) + rng.choice(PORTS) + rng.choice(PATHS)
    return wrapped(rng, value)


def list_value(rng: random.Random) -> str:
    if one_in(rng, 3):
        return generator.bypass_list(rng)
    text = ""
    for number in range(rng.randrange(6)):
        text += (rng.choice(SEPARATORS) if number else "") + rng.choice(ENTRIES)
    return wrapped(rng, text)


def client_entry(rng: random.Random) -> str:
    words = [rng.choice(CLIENT_WORDS) for _ in range(rng.randrange(3))]
    return f"{rng.choice(CLIENT_NAMES)}={' '.join(words)}"


def odd_entries(rng: random.Random) -> list[str]:
    """Names and values drawn independently, with repeated values, so that spellings often agree."""
    entries: list[str] = []
    recent: dict[bool, list[str]] = {False: [], True: []}
    for _ in range(rng.randrange(12)):
        if one_in(rng, 4):
            entries.append(client_entry(rng) if one_in(rng, 4) else rng.choice(OTHERS))
            continue
        is_list = rng.random() < 0.3
        name = rng.choice(LIST_NAMES if is_list else PROXY_NAMES)
        known = recent[is_list]
        value = rng.choice(known) if known and one_in(rng, 3) else (list_value if is_list else proxy_value)(rng)
        known.append(value)
        entries.append(f"{name}={value}")
    return entries


def plausible_entries(rng: random.Random) -> list[str]:
    """Entries of the comparison with real clients, sometimes with equal spellings or duplicate names."""
    families = [family for family in MORE_FAMILIES if one_in(rng, 5)]
    entries = [f"{name}={value}" for name, value in generator.environment(rng, families).items()]
    for entry in list(entries):
        name, _, value = entry.partition("=")
        if one_in(rng, 4) and name.lower().endswith("proxy"):
            twin = name.upper() if name.islower() else name.lower()
            entries = [other for other in entries if not other.startswith(twin + "=")] + [f"{twin}={value}"]
        elif one_in(rng, 25):
            entries.insert(rng.randrange(len(entries) + 1), f"{name}={proxy_value(rng)}")
    return entries


def environment(rng: random.Random, own_variables: Sequence[str]) -> list[bytes]:
    """The entries, with these PROXYENV_ variables somewhere among them."""
    entries = odd_entries(rng) if rng.random() < 0.5 else plausible_entries(rng)
    if one_in(rng, 6):
        entries.append(rng.choice(OTHERS))
    for entry in own_variables:
        entries.insert(rng.randrange(len(entries) + 1), entry)
    return [encoded(entry) for entry in entries]
