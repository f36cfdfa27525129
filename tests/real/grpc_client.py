"""Asks the model one question with grpcio (gRPC's C core) and prints its answer.

usage: grpc_client.py HOST:PORT CA_FILE SECONDS

Promises, as the two Node.js clients do: reads no environment variables by itself, so a proxy is the library's own
decision; one line on standard output; exit 0 with the answer, 3 with "STATUS: details" when the call failed, another
status if this program is broken. The few protobuf bytes are made and read by hand; grpc_server.py uses the same
functions.
"""

from __future__ import annotations

import sys
from pathlib import Path

import grpc

METHOD = "/google.ai.generativelanguage.v1beta.GenerativeService/GenerateContent"
MODEL = "models/gemini-pro"
PROMPT = "Are you there?"
CALL_FAILED = 3

# Field numbers on the way to a text: request.contents.parts.text and response.candidates.content.parts.text.
REQUEST_MODEL = (1,)
REQUEST_TEXT = (2, 1, 2)
RESPONSE_TEXT = (1, 1, 1, 2)


def varint(number: int) -> bytes:
    """The protobuf encoding of a non-negative integer."""
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def wrap(text: str, path: tuple[int, ...]) -> bytes:
    """A message that holds only this text, nested below the field numbers of path."""
    message = text.encode()
    for field in reversed(path):
        message = varint(field << 3 | 2) + varint(len(message)) + message
    return message


def read_varint(message: bytes, at: int) -> tuple[int, int]:
    """The integer that starts at this offset, and the offset behind it."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:
            return number, at


def unwrap(message: bytes, path: tuple[int, ...]) -> str:
    """The first text below the field numbers of path; the fields beside them hold texts, messages or integers."""
    for wanted in path:
        at = 0
        while True:
            if at >= len(message):
                raise ValueError(f"the message has no field {wanted}")
            tag, at = read_varint(message, at)
            length, at = read_varint(message, at)
            if tag & 7 == 0:
                continue  # a plain integer, already read
            if tag == wanted << 3 | 2:
                message = message[at : at + length]
                break
            at += length
    return message.decode()


def ask(target: str, authority: bytes, seconds: float) -> str:
    """The model's answer; raises grpc.RpcError when the call fails."""
    credentials = grpc.ssl_channel_credentials(root_certificates=authority)
    request = wrap(MODEL, REQUEST_MODEL) + wrap(PROMPT, REQUEST_TEXT)
    with grpc.secure_channel(target, credentials) as channel:
        return unwrap(channel.unary_unary(METHOD)(request, timeout=seconds), RESPONSE_TEXT)


def main() -> int:
    target, ca_file, seconds = sys.argv[1:]
    try:
        print(ask(target, Path(ca_file).read_bytes(), float(seconds)))
    except grpc.RpcError as error:
        print(f"{error.code().name}: {error.details()}")
        return CALL_FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
