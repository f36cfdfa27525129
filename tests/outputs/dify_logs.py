"""Random logs of squid, made from the forms of its lines, for `dify verify` without and with a tree."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from environments import encoded, one_in
from runner import Request

HOSTS = ("api.openai.com", "openai.com", "www.openai.com", "evil-openai.com", "generativelanguage.googleapis.com", "googleapis.com",
         "example.com", "git.corp.example", "weaviate", "sandbox", "printer.local", "10.0.0.3", "203.0.113.9", "[fd00::1]", "[::1]",
         "X.OpenAI.com.", "a.test", "user:s3cret@api.openai.com", "x%40y", "metadata.google.internal")  # fmt: skip
RESULTS = ("TCP_TUNNEL/200", "TCP_TUNNEL/200", "TCP_TUNNEL/200", "TCP_MISS/200", "TCP_TUNNEL_ABORTED/200", "NONE_NONE/503", "TCP_TUNNEL/503",
           "NONE_NONE/500", "TCP_TUNNEL/407", "TCP_TUNNEL/403", "TCP_MISS/403", "TCP_MISS/500", "TCP_MISS/503", "TCP_MISS/407", "TCP_DENIED/403",
           "TCP_DENIED/407", "TCP_MISS_ABORTED/000", "NONE_NONE/000", "TCP_MEM_HIT/200", "NONE_NONE/400", "TAG_NONE/503", "TCP_MISS/20",
           "TCP_MISS/502", "TCP_REFRESH_FAIL_ERR/502")  # fmt: skip
HIERARCHIES = ("FIRSTUP_PARENT/192.168.0.1", "FIRSTUP_PARENT/192.168.0.1", "FIRSTUP_PARENT/192.168.0.1", "HIER_DIRECT/104.18.7.192",
               "HIER_DIRECT/104.18.7.192", "HIER_NONE/-", "FIRSTUP_PARENT/172.18.0.9", "FIRSTUP_PARENT/-", "HIER_DIRECT/::1", "DIRECT/1.2.3.4",
               "TIMEOUT_ROUNDROBIN_PARENT/192.168.0.1", "SOMETHING/1.2.3.4", "FIRSTUP_PARENT", "HIER_DIRECT/10.0.0.3")  # fmt: skip
PREFIXES = ("", "", "", "", "ssrf_proxy-1  | ", "agent_ssrf_proxy-1  | ", "sandbox-1  | ", "docker-ssrf_proxy-1  | ",
            "2026-11-25T02:51:30.965123456Z ", "ssrf_proxy-1  | 2026-11-25T02:51:30.965123456Z ", "\x1b[36mssrf_proxy-1  | \x1b[0m",
            "[pod/ssrf-proxy-0/squid] ", "  ")  # fmt: skip
MESSAGES = (
    "2026/11/25 02:51:28| FATAL: Bungled /etc/squid/squid.conf line 9: cache_peer h parent 1 0 login=u:s3cret",
    "2026/11/25 02:51:28| FATAL: Bungled /etc/squid/proxyenv/upstream.conf line 3: acl x",
    '2026/11/25 02:51:28| FATAL: Unterminated quote: "s3cret',
    "2026/11/25 02:51:28| FATAL: dying",
    "2026/11/25 02:51:28 kid1| TCP connection to 192.168.0.1/7890 failed",
    "2026/11/25 02:51:28| TCP connection to u:s3cret@h/1 failed",
    "2026/11/25 02:51:28| ERROR: Connection to 192.168.0.1:7890 failed",
    "2026/11/25 02:51:28| Starting Squid Cache version 6.13 for x86_64-pc-linux-gnu...",
    "2026/11/25 02:51:28| WARNING: Detected DEAD Parent: proxyenv_upstream",
    "2026/11/25 02:51:28| Accepting HTTP Socket connections at local=[::]:3128 remote=[::] FD 12 flags=9",
    "[proxyenv] the upstream cannot be used",
    "[proxyenv] squid.conf has cache_peer already: nothing is added",
    "[ENTRYPOINT] replacing environment variables in the template",
    "1795576535.119      0 10.99.0.1 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -",
    "1795575124.450      0 127.0.0.1 NONE_NONE/400 3407 garbage error:invalid-request - HIER_NONE/- text/html",
    "cache_peer h parent 1 0 login=u:s3cret",
    "\x1b]0;s3cret\x07\udcff",
    "",
)
GOOD_LINE = "1753612800.123    120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT api.openai.com:443 - FIRSTUP_PARENT/192.168.0.1 -"
DOMAINS = (".openai.com", ".openai.com", ".openai.com", ".openai.com,.googleapis.com", "openai.com", "all", ".openai.com generativelanguage.googleapis.com",
           ".test", "10.0.0.1", "")  # fmt: skip
UPSTREAMS = ("http://192.168.0.1:7890", "http://192.168.0.1:7890", "http://proxy.example:7890", "http://host.docker.internal:7890",
             "socks5://192.168.0.1:1")  # fmt: skip


def access_line(rng: random.Random) -> str:
    host = rng.choice(HOSTS)
    if one_in(rng, 4):
        method, url = "GET", f"http://{host}{rng.choice(('/', ':8080/', '/s3cret?q', ''))}"
    else:
        method, url = "CONNECT", host + rng.choice((":443", ":443", ":443", ":8443", "", ":443x"))
    return f"1753612800.123    120 172.18.0.5 {rng.choice(RESULTS)} 41 {method} {url} - {rng.choice(HIERARCHIES)} -"


def log(rng: random.Random) -> bytes:
    """From zero to some dozen lines; sometimes in the encoding of PowerShell."""
    lines = [GOOD_LINE] if one_in(rng, 2) else []
    is_good = one_in(rng, 4)
    for _ in range(rng.choice((0, 1, 1, 2, 3, 5, 8, 20, 60))):
        line = GOOD_LINE if is_good else rng.choice(MESSAGES) if one_in(rng, 8) else access_line(rng)
        lines.append(("" if is_good else rng.choice(PREFIXES)) + line)
    text = rng.choice(("\n", "\n", "\n", "\r\n")).join(lines) + ("" if one_in(rng, 5) else "\n")
    if one_in(rng, 15):
        return text.encode("utf-16", "replace")
    return (b"\xef\xbb\xbf" if one_in(rng, 15) else b"") + encoded(text)


def kept_logs(repository: Path) -> list[bytes]:
    """Those of real squids that the repository has."""
    folders = ("tests/dify/logs", "docs/logs")
    return [path.read_bytes() for folder in folders for path in sorted((repository / folder).glob("*.log"))]


def verify_words(domains: str, upstream: str) -> list[bytes]:
    words = ["dify", "verify", "--access-log", "-", "--domains", domains]
    return [encoded(word) for word in (*words, *(["--upstream", upstream] if upstream else []))]


def both_forms(words: list[bytes], text: bytes) -> Iterator[Request]:
    yield Request("dify-verify", words, (), text)
    yield Request("dify-verify-json", [*words, b"--json"], (), text)


def fixed(repository: Path) -> Iterator[Request]:
    for text in kept_logs(repository):
        for domains in sorted(set(DOMAINS)):
            for upstream in ("", "http://10.99.0.9:3128", *UPSTREAMS[1:3]):
                yield from both_forms(verify_words(domains, upstream), text)


def at_random(seed: str, number: int) -> Iterator[Request]:
    rng = random.Random(f"{seed}:log:{number}")
    upstream = rng.choice(("", *UPSTREAMS))
    yield from both_forms(verify_words(rng.choice(DOMAINS), upstream), log(rng))
