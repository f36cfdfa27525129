"""Trees, files and words that `dify init` and `dify verify` refuse or warn about, each in a copy of one tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dify_trees import PLAIN_URL, SECRET_URL, Change, Command, Scenario, remove, write_to
from environments import encoded

BASE = ("--upstream", PLAIN_URL)
BOTH = (*BASE, "--domains", ".googleapis.com")
BIG_ENV = "A=0123456789\n" + "".join(f"{b}=" + f"${a}" * 10 + "\n" for a, b in zip("ABCDE", "BCDEF"))
SQUID = "ssrf_proxy: {image: y, volumes: ['./e:/docker-entrypoint-mount.sh']}"

WORDS: tuple[Sequence[str], ...] = (
    (), BASE, ("--domains", ".x.com"), (*BOTH, "--mode", "selectiv"), (*BOTH, "--mode", "direct"), (*BASE, "--mode", "direct", "--agent"),
    (*BOTH, "--agent"), (*BOTH, "--release", "1.15.0"), (*BOTH, "--wrap", "--release", "9.0.0"), (*BOTH, "stray"),
    (*BOTH, "--uninstall"), ("--uninstall",), (*BOTH, "--upstream-file", "/dev/null"), (*BOTH, *BASE), (*BOTH, "--exempt", ".googleapis.com"),
    (*BOTH, "--exempt", "host:80"), (*BOTH, "--exempt", "10.0.0.256"), (*BOTH, "--exempt", ",,"), (*BOTH, "--exempt", "sandbox.googleapis.com"),
    (*BOTH, "--exempt", "git.example"), (*BOTH, "--exempt", "*.corp.example,git"),
)  # fmt: skip
DOMAINS = ("x@y.com", "a.com:x", "a.com:443", "*", "localhost", ".localhost", ".", "..com", "a..b", "-a.com", "a_b.com", "x" * 64 + ".com",
           ".".join(["abc"] * 80), "a.com\nhttp_access allow all", ".a.com,b.a.com", "b.a.com,.a.com", ".github.io", "*.local",
           "a.internal", "B\u00dcCHER.example", "xn--a.com", "\u2603.com", "1.2.3.com", "0x7f.1", "a.com,a.com", "all,a.com", "All",
           ".ngrok.io", ".nip.io", ".sslip.io", "example.test", "a.com all", "a.com\x00b.com".replace("\x00", "%00"), "http://a.com/",
           "'a.com'", "a.com;b.com|c.com")  # fmt: skip
UPSTREAMS = ("http://192.168.0.1", "http://h.test:70000", "https://h.test:1", "socks5://h.test:1", "ftp://h.test:1", "http://api:1",
             "http://ssrf_proxy:3128", "http://[fd00::g]:1", "http://[fd00::1]:1", "http://10.0.0.256:1", "http://a..b:1", "http://h.test:1/x",
             "proxy:3128", "http://proxy:3128", "localhost:1", "http://127.0.0.1:7890", "http://[::1]:1", "host.docker.internal:7890",
             "http://0.0.0.0:1", "http://h.test:1/", "http://u:s3cret@h:1", "", " ", "'http://h.test:1'")  # fmt: skip
SECRETS = ("http://*:a@10.0.0.9:1", "http://PASS@10.0.0.9:1", "http://u:a\x07@10.0.0.9:1", "http://u%3Ax:a@10.0.0.9:1", "http://:a@10.0.0.9:1",
           "http://u:p@ss/w#rd@10.0.0.9:1", "http://u:p%20q@10.0.0.9:1", "http://alice:" + "s" * 122 + "@10.0.0.9:1",
           "http://alice:" + "s" * 123 + "@10.0.0.9:1", "http://u:a@10.0.0.9:1\nmore", "x" * 100_000, "", SECRET_URL)  # fmt: skip
ENV_FILES = (
    "HTTP_PROXY_SERVER_HOST=h.example\nHTTP_PROXY_SERVER_PORT=x\n", "HTTP_PROXY_SERVER_HOST=h.example\n", "HTTP_PROXY_SERVER_PORT=1\n",
    "HTTP_PROXY_SERVER_HOST=http://h.example:1\nHTTP_PROXY_SERVER_PORT=2\n", "HTTP_PROXY_SERVER_HOST=fd00::1\nHTTP_PROXY_SERVER_PORT=1\n",
    "HTTP_PROXY_SERVER_HOST=http://10.1.1.1:1/\n", "HTTP_PROXY_SERVER_HOST=http://u:$NONE@h:1\n", "A B=1\n", "=1\n", "A-B\n", "A='s3cr#et\n", 'A="x\n',
    "SSRF_HTTP_PORT=s3cr\n", "SSRF_HTTP_PORT=70000\n", "COMPOSE_FILE=nowhere.yaml\n", "COMPOSE_FILE=ssrf_proxy/docker-compose.yaml\n", "COMPOSE_FILE=:\n",
    "COMPOSE_FILE=s3cr@h/x.yaml\n", "COMPOSE_FILE=u:s3cr@h\nCOMPOSE_PATH_SEPARATOR=,\n", BIG_ENV, "A=${\n", "A=${}\n", "A=${B:\n", "A=${B:}\n", "A=${B+x}\n",
    "A=${B?why}\n", "A=${B:?}\n", "A=" + "${B:-" * 200 + "}" * 200 + "\n", "DOMAINS_BY_PROXY=10.0.0.1\n", "DOMAINS_BY_PROXY=all\n", "DOMAINS_BY_PROXY=\n",
    "HTTP_PROXY_SERVER_HOST=10.1.1.1\nHTTP_PROXY_SERVER_PORT=1111\nDOMAINS_BY_PROXY=.file.com\n", "COMPOSE_FILE=docker-compose.yaml:docker-compose.proxyenv.yaml\n",
    "COMPOSE_FILE=./docker-compose.yaml:\n", "COMPOSE_FILE=docker-compose.yaml:z.yaml\n", "HTTP_PROXY_SERVER_HOST='http://alice:s3cret@192.168.0.1:1'\n",
    "COMPOSE_FILE=docker-compose.proxyenv.yaml\n",
)  # fmt: skip
COMPOSE_FILES = (
    "services: [\n", "services: {}\n", "services: x\n", "{}\n", "", "x: " + "[" * 2000 + "\n", "services: {api: {image: x}}\n",
    "services: {api: {image: x}, ssrf_proxy: {image: y}}\n", 'services: {"a\\nb": {image: x/dify-api}}\n', "services: {api: {image: x}, " + SQUID + "}\n",
    "services: {api: {image: 'langgenius/dify-api:1.16.0', entrypoint: [x]}, " + SQUID + "}\n",
    "services: {api: {image: 'langgenius/dify-api:1.16.0', command: x}, " + SQUID + "}\n",
    "services: {api: {image: 'langgenius/dify-api:1.16.0', environment: {HTTPS_PROXY: x}}, " + SQUID + "}\n",
    "services: {api: {image: 'langgenius/dify-api', environment: [no_proxy=a]}, " + SQUID + "}\n",
    "services: {api: {image: 'langgenius/dify-api:9.9.9'}, " + SQUID + "}\n",
    "services: {api: {image: x}, models.googleapis.com: {}, " + SQUID + "}\n",
    "services: {api: {image: x}, ssrf_proxy: {environment: {HTTP_PORT: '${A:-x}'}, volumes: ['./e:/docker-entrypoint-mount.sh']}}\n",
    "services: {api: {image: x}, ssrf_proxy: {environment: {HTTP_PORT: 'a${B}c${D}'}, volumes: ['./e:/docker-entrypoint-mount.sh']}}\n",
    "services: {api: &a {image: x}, worker: *a, plugin_daemon: {image: 'langgenius/dify-plugin-daemon:0.5.8-local'}, " + SQUID + "}\n",
    "services: {api: {extends: {service: x}}, " + SQUID + "}\n", "include: [x.yaml]\nservices: {api: {image: x}, " + SQUID + "}\n",
)  # fmt: skip
FILES = (
    ("proxyenv/setup.json", "{}"), ("proxyenv/setup.json", "{"), ("proxyenv/setup.json", '{"schema": 2}'),
    ("proxyenv/setup.json", '{"schema": 1, "files": {"proxyenv/../victim": "e3b0"}}'), ("docker-compose.proxyenv.yaml", "services: {}\n"),
    ("docker-compose.override.yaml", "services: {}\n"), ("docker-compose.override.yaml", "# Written by `proxyenv dify init`\nservices: {}\n"),
    ("compose.yaml", "services: {}\n"), ("compose.override.yaml", "services: {}\n"), ("docker/docker-compose.yaml", "services: {}\n"), ("proxyenv", "x"),
    ("ssrf_proxy/squid.conf.template", "cache_peer 10.9.9.9 parent 7890 0\nnever_direct allow all\n"), ("ssrf_proxy/squid.conf.template", ""),
    ("ssrf_proxy/docker-entrypoint.sh", "#!/bin/sh\ncache_peer x\n"), ("proxyenv/setup.json/x", ""), ("docker-compose.override.yaml/x", ""),
)  # fmt: skip
VERIFY_WORDS: tuple[Sequence[str], ...] = (
    ("--access-log", "/nonexistent"), ("--access-log", "/"), ("--access-log", "-", "--upstream", "-"), ("--domains", ".x.test"), ("--wrap",), ("stray",),
    ("--access-log", "-", "--upstream", "http://u:s3cret@h:1"), ("--access-log", "-", "--domains", "10.0.0.1"), ("--json", "--json"), ("--upstream", "x"),
)  # fmt: skip


def scenarios(trees: Sequence[Path]) -> Iterator[Scenario]:
    tree = next(path for path in trees if path.name == "1.15.0")
    for change, words, text in attempts():
        steps: list[Command | Change] = [change] if change else []
        steps += [Command(["init", "--dir", "TREE", *words], encoded(text)), Command(["verify", "--dir", "TREE"])]
        yield Scenario(tree, (), [*steps, Command(["init", "--dir", "TREE", "--uninstall"])])
    done = Command(["init", "--dir", "TREE", *BOTH])
    for text in ENV_FILES:
        yield Scenario(tree, (), [done, writes(".env", text), *looks(), done])
    for name, text in FILES:
        yield Scenario(tree, (), [done, Change(f"removes {name}", remove(name.split("/x")[0])), writes(name, text), *looks(), done])
    for text in COMPOSE_FILES:
        yield Scenario(tree, (), [done, writes("docker-compose.yaml", text), *looks(), done])
    for words in VERIFY_WORDS:
        yield Scenario(tree, (), [done, Command(["verify", "--dir", "TREE", *words])])
    for folder in ("", "TREE/nowhere", "TREE/ssrf_proxy", "TREE/docker-compose.yaml", "/proc/self"):
        for action in ("init", "verify"):
            yield Scenario(tree, (), [Command([action, "--dir", folder, *(BOTH if action == "init" else ())])])


def attempts() -> Iterator[tuple[Change | None, Sequence[str], str]]:
    """A change of the tree, the words of init, and its input."""
    yield from ((None, words, "") for words in WORDS)
    yield from ((None, (*BASE, "--domains", domains), "") for domains in DOMAINS)
    yield from ((None, ("--domains", ".x.com", "--upstream", url), "") for url in UPSTREAMS)
    for mode in (("--domains", ".x.com"), ("--mode", "direct")):
        yield from ((None, (*mode, "--upstream", "-"), url) for url in SECRETS)
    for words in (BOTH, ()):
        yield from ((writes(".env", text), words, "") for text in ENV_FILES)
    for words in (BOTH, (*BOTH, "--wrap"), (*BOTH, "--wrap", "--release", "1.16.0")):
        yield from ((writes("docker-compose.yaml", text), words, "") for text in COMPOSE_FILES)
    yield from ((writes(name, text), BOTH, "") for name, text in FILES)


def writes(name: str, text: str) -> Change:
    return Change(f"{name} becomes {text[:200]!r}", write_to(name, text))


def looks() -> list[Command]:
    return [Command(["verify", "--dir", "TREE", *words]) for words in ((), ("--json",))]
