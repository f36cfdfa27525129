"""The private network's names and addresses. `network.py hosts` prints the /etc/hosts of the namespace."""

from __future__ import annotations

import functools
import ipaddress
import socket
import sys

PROXY_HOSTS = {f"proxy-{number}.test": f"10.99.0.{number}" for number in range(1, 10)}
NAMES: dict[str, str] = {
    "localhost": "127.0.0.1",
    "a.localhost": "127.0.0.1",
    **PROXY_HOSTS,
    "ex.test": "10.98.0.1",
    "a.ex.test": "10.98.0.2",
    "notex.test": "10.98.0.3",
    "other.test": "10.98.0.4",
    "a.b.ex.test": "10.98.0.6",
    "ex.test.other.test": "10.98.0.7",
    "foo": "10.98.0.8",
    **{f"h{number}.test": f"10.98.0.{number}" for number in range(1, 10)},
    "six.test": "fd98::6",
}

# 21 is FTP. Attempts to a closed port are also seen, without their first bytes.
PORTS = (21, 80, 443, 1080, 3128, 8080)
FTP_PORT = 21


def canonical(address: str) -> str:
    """One text for each address; an IPv4 address mapped into IPv6 is IPv4."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(parsed)


def connected(address: str) -> str:
    """Where a connection to the address arrives: one to any address, here."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)


@functools.lru_cache(maxsize=10_000)
def addresses_of(host: str) -> frozenset[str]:
    """Where a connection to `host` goes. None for a name that does not exist, this host for an empty one."""
    if host == "":
        return frozenset({"127.0.0.1", "::1"})
    text = host.removeprefix("[").removesuffix("]")
    try:
        return frozenset({connected(canonical(text))})
    except ValueError:
        pass
    known = NAMES.get(text.lower().removesuffix("."))
    if known:
        return frozenset({known, "::1"}) if known == "127.0.0.1" else frozenset({known})
    try:  # the short forms that inet_aton() knows: 127.1
        return frozenset({connected(socket.inet_ntoa(socket.inet_aton(text)))})
    except (OSError, UnicodeError):
        return frozenset()


def hosts_file() -> str:
    lines = ["::1 ip6-localhost"]
    lines += [f"{address} {name}" for name, address in NAMES.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] != ["hosts"]:
        sys.exit("usage: network.py hosts")
    print(hosts_file())
