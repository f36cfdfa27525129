"""Random environments and targets from a seed. The same seed and number make the same ones for every client."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PROXY_NUMBERS = tuple(range(1, 10))

# --- Proxy values -----------------------------------------------------------------------------------------------------

ODD_VALUES = (
    "", "", "", " ", "none", "direct", "http://", "https://", "//{h}:3128", "http:/{h}:3128", "http:{h}:3128",
    "://{h}:3128", "http//{h}:3128", "{h} :3128", "http://{h} :3128", "http://:3128", ":3128", "3128",
    "http://{h}:3128,http://{h}:80", "http://http://{h}:3128", "unix:///run/proxy", "http://[{h}]:3128",
    "http://{h}:3128,", "http://{h}:3128;", "http:\\\\{h}:3128", "http:///{h}:3128", "http://{h}:3128/http://{h}:80",
    "http://{h}:31 28", "http://{h}::3128", "=http://{h}:3128", "localhost:3128", "http://localhost:3128", "true",
)  # fmt: skip
SCHEMES = (("http://", 60), ("", 14), ("https://", 6), ("socks5://", 5), ("socks5h://", 3), ("socks4://", 2),
           ("socks4a://", 1), ("socks://", 2), ("HTTP://", 3), ("Https://", 1), ("ftp://", 1), ("junk://", 1),
           ("SOCKS5://", 1))  # fmt: skip
PORTS = ((":3128", 70), ("", 12), (":80", 4), (":443", 3), (":1080", 4), (":", 2), (":0", 1), (":03128", 1),
         (":99999", 1), (":3128x", 1), (":-1", 1))  # fmt: skip
USERS = (("", 88), ("user:secret@", 5), ("user@", 2), (":secret@", 1), ("a%40b:p%3aq@", 2), ("user:p@ss@", 1),
         ("user:p#q@", 1), ("@", 1), ("user:p%zzq@", 1), ("user:p/w@", 1),
         ("user:p:q@", 1), ("us er:secret@", 1))  # fmt: skip
PATHS = (("", 80), ("/", 12), ("/a/b", 4), ("?q", 2), ("#f", 2))
WRAPS = (("{}", 86), (" {}", 2), ("{} ", 2), ("{}\r", 4), ("{}\n", 1), ("\t{}", 1), ('"{}"', 3), ("'{}'", 1), ('{}"', 1), ("{}\r\n", 1), ("  {}  ", 1))
HOSTS = (("10.99.0.{}", 55), ("proxy-{}.test", 25), ("[fd99::{}]", 10), ("Proxy-{}.TEST", 3), ("proxy-{}.test.", 2),
         ("fd99::{}", 2), ("none-{}.test", 2), ("[FD99:0::{}]", 1), ("[::ffff:10.99.0.{}]", 1))  # fmt: skip


def weighted(rng: random.Random, choices: Sequence[tuple[str, int]]) -> str:
    return rng.choices([text for text, _ in choices], [weight for _, weight in choices])[0]


def proxy_value(rng: random.Random, number: int) -> str:
    """A value that names the proxy with this number, so that the deciding variable can be recognised."""
    if rng.random() < 0.45:
        return f"http://10.99.0.{number}:3128"
    host = weighted(rng, HOSTS).format(number)
    if rng.random() < 0.15:
        return rng.choice(ODD_VALUES).replace("{h}", host)
    value = weighted(rng, SCHEMES) + weighted(rng, USERS) + host + weighted(rng, PORTS) + weighted(rng, PATHS)
    return weighted(rng, WRAPS).replace("{}", value)


# --- Lists ------------------------------------------------------------------------------------------------------------

ENTRIES = (
    "ex.test", "ex.test", ".ex.test", ".ex.test", "*.ex.test", "*ex.test", "EX.Test", "ex.test.", ".ex.test.", "..ex.test",
    "a.ex.test", "A.EX.TEST", "notex.test", "other.test", "test", ".test", "*.test", "*", "*", ".", "*.", "..", "-", "t",
    "ex.test:80", "ex.test:443", "ex.test:8080", ".ex.test:8080", "*.ex.test:8080", "*:8080", "ex.test:", "ex.test:x",
    "10.98.0.1", "10.98.0.1", "10.98.0.2", "10.98.0.0/16", "10.98.0.0/24", "10.98.0.1/32", "10.98.0.3/31", "0.0.0.0/0",
    "10.98.0.0/33", "10.98.0.0/", "10.98/16", "10.98.0.1/16", "10.98.0.1:80", "10.98.0.1:8080", "10.98.", "10.98.*",
    "0.1", "98.0.1", ".0.1", "*.0.1", "10.98.0.1-10.98.0.3", "010.98.0.1", "10.98.0.0/15",
    "fd98::1", "fd98::1", "[fd98::1]", "[fd98::1]", "FD98:0::1", "fd98:0:0:0:0:0:0:1", "fd98::/16", "fd98::/64", "fd98::1/128",
    "[fd98::]/16", "[fd98::1]:80", "[fd98::1]:8080", "::/0", "::1", "[::1]", "::ffff:10.98.0.1", "fd98::", "fd98::*",
    "localhost", ".localhost", "LOCALHOST", "127.0.0.1", "127.0.0.0/8", "a.localhost",
    "http://ex.test", "https://ex.test", "http://ex.test/", "//ex.test", '"ex.test"', "'ex.test'", "foo", "six.test",
    "<local>", "user@ex.test", "ex.test/", "/", "%65x.test", "h1.test", "ex.test.other.test", "proxy-1.test",
)  # fmt: skip
SEPARATORS = ((",", 70), (", ", 10), (" ,", 3), (" ", 5), (";", 2), ("|", 2), (",,", 2), (", ,", 2), ("\t", 1), ("\n", 1),
              ("  ", 1), (",\t", 1), (",\r\n", 1))  # fmt: skip
ENDS = (("{}", 78), ("{},", 5), ("{}, ", 3), (" {}", 2), ("{} ", 3), (",{}", 3), (", {}", 1), ("{}\r", 4), ("{}\n", 1),
        ('"{}"', 2))  # fmt: skip
WHOLE_LISTS = ("", "", "", " ", "*", "*", " *", "* ", ",", ", ", ".", "*,x", "x,*", "*.*", "\r")


def bypass_list(rng: random.Random) -> str:
    if rng.random() < 0.12:
        return rng.choice(WHOLE_LISTS)
    entries = [rng.choice(ENTRIES) for _ in range(rng.choices((1, 2, 3, 5), (45, 30, 18, 7))[0])]
    text = entries[0]
    for entry in entries[1:]:
        text += weighted(rng, SEPARATORS) + entry
    return weighted(rng, ENDS).replace("{}", text)


# --- Environments -----------------------------------------------------------------------------------------------------

PROXY_NAMES = (("http_proxy", 62), ("HTTP_PROXY", 48), ("https_proxy", 62), ("HTTPS_PROXY", 48), ("all_proxy", 22),
               ("ALL_PROXY", 18), ("ftp_proxy", 10), ("FTP_PROXY", 8), ("grpc_proxy", 12), ("GRPC_PROXY", 3), ("ws_proxy", 4),
               ("WSS_PROXY", 4), ("wss_proxy", 4), ("WS_PROXY", 3), ("socks_proxy", 2), ("Http_Proxy", 3),
               ("Https_proxy", 2), ("HTTPS_proxy", 2), ("proxy", 2), ("PROXY", 1), ("CGI_HTTP_PROXY", 2))  # fmt: skip
LIST_NAMES = (("no_proxy", 60), ("NO_PROXY", 45), ("no_grpc_proxy", 10), ("No_Proxy", 2), ("NO_GRPC_PROXY", 2))
CGI_NAMES = (("REQUEST_METHOD", "GET", 4), ("REQUEST_METHOD", "", 2), ("GATEWAY_INTERFACE", "CGI/1.1", 3), ("GATEWAY_INTERFACE", "", 1))
NPM_NAMES = ("npm_config_proxy", "npm_config_https_proxy", "npm_config_http_proxy", "NPM_CONFIG_PROXY",
             "NPM_CONFIG_HTTPS_PROXY", "npm_config_all_proxy")  # fmt: skip
NPM_LISTS = ("npm_config_noproxy", "npm_config_no_proxy", "NPM_CONFIG_NOPROXY")


def is_list(name: str) -> bool:
    return re.fullmatch(r"no_(grpc_)?proxy|npm_config_no_?proxy", name.lower()) is not None


def environment(rng: random.Random, more_names: Sequence[str]) -> dict[str, str]:
    numbers = list(PROXY_NUMBERS)
    rng.shuffle(numbers)
    result: dict[str, str] = {}
    for name, percent in PROXY_NAMES:
        if numbers and rng.random() * 100 < percent * 0.8:
            result[name] = proxy_value(rng, numbers.pop())
    for name, percent in LIST_NAMES:
        if rng.random() * 100 < percent:
            result[name] = bypass_list(rng)
    for name, value, percent in CGI_NAMES:
        if rng.random() * 100 < percent:
            result[name] = value
    for family in more_names:
        result.update(MORE[family](rng, numbers))
    names = list(result)
    rng.shuffle(names)
    return {name: result[name] for name in names}


def npm_variables(rng: random.Random, numbers: list[int]) -> dict[str, str]:
    result = {}
    for name in NPM_NAMES:
        if numbers and rng.random() < 0.08:
            result[name] = proxy_value(rng, numbers.pop())
    for name in NPM_LISTS:
        if rng.random() < 0.06:
            result[name] = bypass_list(rng)
    return result


JAVA_ENTRIES = ("*", "*.ex.test", "ex.test", ".ex.test", "*ex.test", "10.98.*", "10.98.0.1", "localhost", "127.*", "[fd98::1]",
                "[fd98:*", "*.0.1", "EX.TEST", "", "ex.test,other.test", "a.*", "*.test", "h*.test", "[::1]")  # fmt: skip


def java_variables(rng: random.Random, numbers: list[int]) -> dict[str, str]:
    options = []
    for prefix in ("http.proxy", "https.proxy", "proxy", "socksProxy"):
        if numbers and rng.random() < 0.45:
            options.append(f"-D{prefix}Host=10.99.0.{numbers.pop()}")
            if rng.random() < 0.8:
                options.append(f"-D{prefix}Port=3128")
    if rng.random() < 0.6:
        entries = [rng.choice(JAVA_ENTRIES) for _ in range(rng.choice((1, 1, 2, 3)))]
        options.append(f"-Dhttp.nonProxyHosts={'|'.join(entries)}")
    rng.shuffle(options)
    if not options and rng.random() < 0.5:
        return {}
    return {rng.choice(("JAVA_TOOL_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")): " ".join(options)}


def node_variables(rng: random.Random, _: list[int]) -> dict[str, str]:
    if rng.random() < 0.1:
        return {"NODE_OPTIONS": rng.choice(("--use-env-proxy", "--no-warnings --use-env-proxy", "--no-use-env-proxy"))}
    return {"NODE_USE_ENV_PROXY": rng.choice(("1", "1", "1", "1", "1", "1", "1", "0", ""))}


def seldom_node_variables(rng: random.Random, numbers: list[int]) -> dict[str, str]:
    return node_variables(rng, numbers) if rng.random() < 0.1 else {}


def yarn_variables(rng: random.Random, numbers: list[int]) -> dict[str, str]:
    names = ("YARN_HTTP_PROXY", "YARN_HTTPS_PROXY", "yarn_https_proxy", "Yarn_Http_Proxy")
    return {name: proxy_value(rng, numbers.pop()) for name in names if numbers and rng.random() < 0.5}


def yarn_classic_variables(rng: random.Random, numbers: list[int]) -> dict[str, str]:
    result = {}
    for name in ("YARN_PROXY", "YARN_HTTPS_PROXY", "yarn_https-proxy", "Yarn_Proxy"):
        if numbers and rng.random() < 0.08:
            result[name] = rng.choice(("false", *[proxy_value(rng, numbers.pop())] * 4))
    return result


MORE: dict[str, Callable[[random.Random, list[int]], dict[str, str]]] = {
    "npm_config_": npm_variables,
    "YARN_": yarn_variables,
    "YARN_, classic": yarn_classic_variables,
    "JAVA_TOOL_OPTIONS": java_variables,
    "NODE_USE_ENV_PROXY": node_variables,
    "NODE_USE_ENV_PROXY, seldom": seldom_node_variables,
}

# --- Targets ----------------------------------------------------------------------------------------------------------

TARGET_HOSTS = (("ex.test", 20), ("a.ex.test", 14), ("notex.test", 8), ("other.test", 8), ("EX.test", 4), ("A.Ex.Test", 2),
                ("ex.test.", 4), ("a.ex.test.", 2), ("foo", 3), ("six.test", 1), ("ex.test.other.test", 2), ("h1.test", 2),
                ("a.b.ex.test", 3), ("10.98.0.1", 10), ("10.98.0.2", 3), ("10.98.0.9", 2), ("[fd98::1]", 7), ("[fd98::2]", 2),
                ("[FD98:0::1]", 1), ("localhost", 4), ("127.0.0.1", 3), ("127.8.8.8", 1), ("[::1]", 2), ("LOCALHOST", 1),
                ("localhost.", 1), ("a.localhost", 1), ("[::ffff:10.98.0.1]", 1), ("127.1", 1))  # fmt: skip
TARGET_PORTS = {"http": ("", "", "", ":80", ":8080"), "https": ("", "", "", ":443", ":8080"), "ftp": ("", "", ":21"),
                "ws": ("", ":8080"), "wss": ("", ":8080"), "grpc": (":80", ":443", ":8080", ""),
                "grpcs": (":443", ":443", ":8080", "")}  # fmt: skip


def target(rng: random.Random, schemes: Sequence[str]) -> str:
    weights = [10 if scheme in ("http", "https", "grpc", "grpcs") else 2 for scheme in schemes]
    scheme = rng.choices(list(schemes), weights)[0]
    host = weighted(rng, TARGET_HOSTS)
    if scheme == "ftp" and ("[" in host or host == "six.test"):  # urllib's ftp does not support IPv6
        host = "ex.test"
    url = f"{scheme}://{host}{rng.choice(TARGET_PORTS[scheme])}"
    return url if scheme.startswith("grpc") else url + "/"


@dataclass(frozen=True)
class Situation:
    environment: dict[str, str]
    urls: list[str]


def situation(seed: int, number: int, schemes: Sequence[str], more_names: Sequence[str], targets: int) -> Situation:
    variables = environment(random.Random(f"{seed}:{number}:environment"), more_names)
    rng = random.Random(f"{seed}:{number}:targets")
    urls: list[str] = []
    while len(urls) < targets:
        url = target(rng, schemes)
        if url not in urls:
            urls.append(url)
    return Situation(variables, urls)
