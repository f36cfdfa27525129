"""Compares a model's answer with the recorded connections of the real client."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

import network
from generator import is_list
from clients import Trial
from model import Route
from recorder import Attempt

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "grpc": 443, "grpcs": 443}

# What is spoken to a proxy. socks5 and socks5h begin alike.
SPOKEN = {"connect": "http", "absolute": "http", "socks4": "socks4", "socks5": "socks5", "tls": "https"}
FAMILIES = {"socks": "socks4", "socks4a": "socks4", "socks5h": "socks5"}

DIRECT = "direct"
ERROR = "error"


@dataclass(frozen=True)
class Seen:
    """What the client did: `direct`, `error`, SCHEME://ADDR:PORT, or several of them, in order."""

    route: str
    addresses: frozenset[str]  # of the proxies
    targets: frozenset[tuple[str, int]]  # address and port of the target, where it was connected to

    @property
    def kind(self) -> str:
        if self.route in (DIRECT, ERROR):
            return self.route
        return "several" if " then " in self.route else "proxy"


def join(scheme: str, address: str, port: int) -> str:
    return f"{scheme}://[{address}]:{port}" if ":" in address else f"{scheme}://{address}:{port}"


def seen(trial: Trial) -> Seen:
    routes: list[str] = []
    addresses = set()
    targets = set()
    for attempt in trial.attempts:
        route = _route_of(attempt, trial.url)
        if route not in (DIRECT, ERROR):
            addresses.add(attempt.address)
        if route == DIRECT:
            targets.add((attempt.address, attempt.port))
        if route not in routes:
            routes.append(route)
    if not routes:
        routes = ["answered without a connection" if trial.answered else ERROR]
    return Seen(" then ".join(routes), frozenset(addresses), frozenset(targets))


def _route_of(attempt: Attempt, url: str) -> str:
    meant = _is_target(attempt, url)
    if attempt.spoken in ("connect", "absolute", "socks4", "socks5"):
        return join(SPOKEN[attempt.spoken], attempt.address, attempt.port)
    if meant:
        return DIRECT
    if attempt.port == 0:  # nobody can listen there: a port that the client could not read
        return ERROR
    if attempt.spoken == "tls":
        return join("https", attempt.address, attempt.port)
    return join("tcp", attempt.address, attempt.port)


def as_url(target: str) -> str:
    """A name of a gRPC channel, dns:///HOST:PORT, as the URL grpcs://HOST:PORT. A URL stays as it is."""
    return re.sub("^(dns|passthrough):(//[^/]*/)?", "grpcs://", target)


def _is_target(attempt: Attempt, url: str) -> bool:
    parts = urllib.parse.urlsplit(as_url(url))
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    # gRPC connects to port 0 of a target without a port, if that is an address and the version is old.
    ports = (port, 0) if parts.scheme.startswith("grpc") else (port,)
    return attempt.port in ports and attempt.address in network.addresses_of(parts.hostname or "")


def expected(route: str) -> tuple[str, str, frozenset[str], int]:
    """A route in words (direct, error, SCHEME://HOST:PORT) as kind, scheme, addresses and port. A proxy whose name
    does not exist is an error: the client fails before it connects."""
    if route in (DIRECT, ERROR):
        return route, "", frozenset(), 0
    found = re.fullmatch(r"([a-z0-9+.-]+)://(.*):([0-9]+)", route, re.DOTALL)
    if not found:
        return ERROR, "", frozenset(), 0
    addresses = network.addresses_of(found[2])
    port = int(found[3])
    if not addresses or not 0 < port < 65536:
        return ERROR, "", frozenset(), 0
    return "proxy", FAMILIES.get(found[1], found[1]), addresses, port


def agrees(route: str, what: Seen) -> bool:
    kind, scheme, addresses, port = expected(route)
    if kind != "proxy":
        return what.route == kind
    if what.route == DIRECT:  # a proxy where the target is: TLS to either looks alike
        return bool(what.targets & {(address, port) for address in addresses})
    schemes = (scheme, "tcp")  # tcp: the client connected and sent nothing
    allowed = {join(each, address, port) for each in schemes for address in addresses}
    return allowed.issuperset(what.route.split(" then "))  # localhost has two addresses


def deciding_variable(environment: Mapping[str, str], what: Seen) -> str | None:
    """The only variable whose value names the proxy that was used, if there is one. This host may also be what a client
    takes for an empty one."""
    if what.addresses <= network.addresses_of(""):
        return None
    # A scheme alone: apt completes it with the host of another variable, so both decide.
    if any(re.fullmatch(r"[a-z]+:/*", value) for name, value in environment.items() if not is_list(name)):
        return None
    names = [name for name, value in environment.items() if not is_list(name) and _mentions(value, what.addresses)]
    return names[0] if len(names) == 1 else None


def _mentions(value: str, addresses: frozenset[str]) -> bool:
    """Whether a host in the value has one of the addresses. A scheme looks like a host, and has none."""
    hosts = re.findall(r"(?:^|[/@\s\"']|=)(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(?::\d*)?(?=[/?#\s\"']|$)", value)
    return any(network.addresses_of(host) & addresses for host in hosts)


def route_text(route: Route) -> str:
    return route.proxy or "" if route.kind == "proxy" else route.kind


def _port_too_large(environment: Mapping[str, str], what: Seen) -> bool:
    """Some clients read the port 99999, and the system uses its low 16 bits. No server listens there, so it is an
    error anyway."""
    found = re.fullmatch(r"tcp://.*:(\d+)", what.route)
    numbers = [int(text) for value in environment.values() for text in re.findall(r"(?<=[:=])\d{5,9}", value)]
    return bool(found and int(found[1]) in {number % 65536 for number in numbers if number > 65535})


def with_address(url: str) -> str | None:
    """The URL with its host's IPv4 address for its name; None when it has no name."""
    parts = urllib.parse.urlsplit(url)
    host = parts.hostname or ""
    addresses = [address for address in network.addresses_of(host) if ":" not in address and address != host]
    if not addresses:
        return None
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{addresses[0]}{port}{parts.path}"


def _speaks_ftp(route: Route, what: Seen) -> bool:
    """Whether it connects to the proxy and waits for the greeting of an FTP server."""
    return route.kind == ERROR and "FTP" in route.rule and what.route.startswith("tcp://")


def _fails_after_connecting(route: Route, what: Seen) -> bool:
    """Whether it connects to the proxy, perhaps by TLS, and fails before it asks for anything."""
    return route.kind == ERROR and "after connecting" in route.rule and what.route.startswith(("tcp://", "https://"))


def disagreement(route: Route, environment: Mapping[str, str], what: Seen) -> str | None:
    """The difference of the two in words; None if they agree."""
    if _speaks_ftp(route, what) or _fails_after_connecting(route, what):
        return None
    if route.kind == ERROR and _port_too_large(environment, what):
        return None
    if not agrees(route_text(route), what):
        return f"{route.kind}, but {what.kind}"
    if what.kind == "proxy":
        decided = deciding_variable(environment, what)
        if decided and route.variable and decided != route.variable and not decided.endswith("OPTIONS"):
            return f"by {route.variable}, but by {decided}"
    return None
