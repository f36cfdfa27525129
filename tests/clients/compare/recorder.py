"""The recording side of the private network: every proxy, every origin server and the name server, in one thread.

There is one listener for each port on all addresses. A connection's first bytes show its protocol, and its destination
the server that was meant, so proxies and origins need no separate listeners. Connection attempts are counted from the
packets themselves (SYN). So even an attempt to a closed port, or one that sent no bytes, is counted.
"""

from __future__ import annotations

import ctypes
import selectors
import socket
import struct
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import network

SETTLE_SECONDS = 1.0  # for a connection of a client that is done to show its first bytes; they are there already
MAX_FIRST_BYTES = 65536

BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
NO_CONTENT = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
FTP_CLOSED = b"421 closed\r\n"


@dataclass
class Attempt:
    """One connection attempt: its destination and protocol."""

    address: str
    port: int
    spoken: str  # connect, absolute, origin, tls, socks4, socks5, http2, other; nothing (no byte was sent)

    def __str__(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.spoken} to {host}:{self.port}"


def classify(data: bytes) -> str:
    if data[:1] == b"\x16":
        return "tls"
    if data[:1] == b"\x04":
        return "socks4"
    if data[:1] == b"\x05":
        return "socks5"
    if data.startswith(b"PRI * HTTP/2"):
        return "http2"
    words = data.split(b"\r\n", 1)[0].split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/"):
        return "other"
    if words[0] == b"CONNECT":
        return "connect"
    return "origin" if words[1][:1] in (b"/", b"*") else "absolute"


ANSWERS = {"connect": BAD_GATEWAY, "absolute": BAD_GATEWAY, "origin": NO_CONTENT, "socks5": b"\x05\xff"}

# --- Packets ----------------------------------------------------------------------------------------------------------

ETH_P_ALL = 0x0003
SO_ATTACH_FILTER = 26
PACKET_OUTGOING = 4

# TCP with SYN and without ACK, over IPv4 without options or IPv6 without extensions; the packet begins at its IP header.
SYN_FILTER = [
    (0x30, 0, 0, 0),  # ldb [0]
    (0x74, 0, 0, 4),  # rsh 4
    (0x15, 0, 4, 4),  # version 4? else to version 6
    (0x30, 0, 0, 9),  # ldb [9], the protocol
    (0x15, 0, 8, 6),  # TCP? else drop
    (0x30, 0, 0, 33),  # ldb [20 + 13], the flags
    (0x05, 0, 0, 4),  # ja to the test of the flags
    (0x15, 0, 5, 6),  # version 6? else drop
    (0x30, 0, 0, 6),  # ldb [6], the next header
    (0x15, 0, 3, 6),  # TCP? else drop
    (0x30, 0, 0, 53),  # ldb [40 + 13], the flags
    (0x54, 0, 0, 0x12),  # and SYN | ACK
    (0x15, 1, 0, 2),  # SYN alone? accept
    (0x06, 0, 0, 0),  # drop
    (0x06, 0, 0, 128),  # accept the headers
]


def syn_socket() -> socket.socket:
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    program = b"".join(struct.pack("HBBI", *instruction) for instruction in SYN_FILTER)
    buffer = ctypes.create_string_buffer(program, len(program))
    packets.setsockopt(
        socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", len(SYN_FILTER), ctypes.addressof(buffer))
    )
    packets.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    packets.setblocking(False)
    return packets


def parse_syn(packet: bytes) -> tuple[str, int, str, int]:
    """Source address and port, destination address and port."""
    if packet[0] >> 4 == 4:
        source, destination, ports = packet[12:16], packet[16:20], packet[20:24]
        family = socket.AF_INET
    else:
        source, destination, ports = packet[8:24], packet[24:40], packet[40:44]
        family = socket.AF_INET6
    source_port, port = struct.unpack("!HH", ports)
    return (
        network.canonical(socket.inet_ntop(family, source)),
        source_port,
        network.canonical(socket.inet_ntop(family, destination)),
        port,
    )


# --- Names ------------------------------------------------------------------------------------------------------------

TYPE_A, TYPE_AAAA = 1, 28
NO_SUCH_NAME = 3


def dns_answer(query: bytes) -> bytes | None:
    """The answer to one question. Names that do not exist are refused at once, so that no client waits for them."""
    if len(query) < 17:
        return None
    end = query.find(b"\0", 12)
    if end < 0 or len(query) < end + 5:
        return None
    labels, position = [], 12
    while position < end:
        length = query[position]
        labels.append(query[position + 1 : position + 1 + length])
        position += 1 + length
    name = b".".join(labels).decode("ascii", "replace").lower()
    (kind,) = struct.unpack("!H", query[end + 1 : end + 3])
    address = network.NAMES.get(name)
    record = b""
    if address and (":" in address) == (kind == TYPE_AAAA) and kind in (TYPE_A, TYPE_AAAA):
        packed = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
        record = struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(packed)) + packed
    status = 0 if address else NO_SUCH_NAME
    header = query[:2] + struct.pack("!HHHHH", 0x8580 | status, 1, 1 if record else 0, 0, 0)
    return header + query[12 : end + 5] + record


# --- The recorder -----------------------------------------------------------------------------------------------------

Key = tuple[str, int, int]  # the client's address and port, and the port that it connects to


class Recorder:
    """Serves only while the caller waits in wait_readable() or settle()."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._selector = self._stack.enter_context(selectors.DefaultSelector())
        self._attempts: dict[Key, Attempt] = {}
        self._accepted: set[Key] = set()
        self._silent: dict[socket.socket, Key] = {}  # connections whose first bytes are not there yet
        self._packets = self._watch(syn_socket(), self._read_packets)
        for port in network.PORTS:
            listener = socket.create_server(
                ("::", port), family=socket.AF_INET6, backlog=512, dualstack_ipv6=True, reuse_port=False
            )
            self._watch(listener, self._accept)
        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        names.bind(("127.0.0.1", 53))
        self._watch(names, self._answer_names)

    def close(self) -> None:
        self._stack.close()

    def _watch(self, watched: socket.socket, handle: Callable[[socket.socket], None]) -> socket.socket:
        watched.setblocking(False)
        self._stack.enter_context(watched)
        self._selector.register(watched, selectors.EVENT_READ, handle)
        return watched

    def wait_readable(self, file: Any, deadline: float) -> bool:
        """Serves until `file` can be read; False when the deadline (time.monotonic) came first."""
        key = self._selector.register(file, selectors.EVENT_READ, None)
        try:
            while True:
                ready = self._serve(max(0.0, deadline - time.monotonic()))
                if key.fileobj in ready:
                    return True
                if time.monotonic() >= deadline:
                    return False
        finally:
            self._selector.unregister(file)

    def settle(self) -> list[Attempt]:
        """All attempts of the client, which must have finished. They are then forgotten."""
        deadline = time.monotonic() + SETTLE_SECONDS
        self._serve(0)
        self._read_packets(self._packets)
        while self._silent or self._not_accepted():
            if time.monotonic() >= deadline:
                break
            self._serve(0.01)
        attempts = list(self._attempts.values())
        self._attempts.clear()
        self._accepted.clear()
        self._silent.clear()
        return attempts

    def _not_accepted(self) -> bool:
        return any(key[2] in network.PORTS and key not in self._accepted for key in self._attempts)

    def _serve(self, seconds: float) -> list[Any]:
        others = []
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                others.append(key.fileobj)
            else:
                key.data(key.fileobj)
        return others

    def _read_packets(self, packets: socket.socket) -> None:
        while True:
            try:
                packet, (_, _, direction, *_) = packets.recvfrom(128)
            except BlockingIOError:
                return
            if direction == PACKET_OUTGOING:  # on loopback each packet is seen going out and coming in
                source, source_port, address, port = parse_syn(packet)
                key = (source, source_port, port)
                if key not in self._attempts:
                    self._attempts[key] = Attempt(address, port, "nothing")

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, peer = listener.accept()
            except BlockingIOError:
                return
            connection.setblocking(False)
            self._read_packets(self._packets)
            local = connection.getsockname()
            key = (network.canonical(peer[0]), peer[1], local[1])
            self._accepted.add(key)
            self._silent[connection] = key
            if local[1] == network.FTP_PORT:  # here the server speaks first
                self._send(connection, FTP_CLOSED)
            self._selector.register(connection, selectors.EVENT_READ, self._receive)

    def _receive(self, connection: socket.socket) -> None:
        try:
            data = connection.recv(MAX_FIRST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        key = self._silent.pop(connection, None)
        if not data:
            self._selector.unregister(connection)
            connection.close()
        elif key is not None:
            spoken = classify(data)
            if key in self._attempts:
                self._attempts[key].spoken = spoken
            self._send(connection, ANSWERS.get(spoken, b""))

    @staticmethod
    def _send(connection: socket.socket, answer: bytes) -> None:
        """Sends the whole answer. The client closes when it has read the end."""
        try:
            if answer:
                connection.send(answer)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the client is gone already

    @staticmethod
    def _answer_names(names: socket.socket) -> None:
        query, client = names.recvfrom(4096)
        answer = dns_answer(query)
        if answer:
            names.sendto(answer, client)
