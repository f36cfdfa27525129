"""gRPC's C core by way of grpcio: one call on a new channel, for grpc://HOST:PORT and grpcs://HOST:PORT."""

import urllib.parse

import grpc

from driving import Outcome, run_library_killed

CALL_SECONDS = 5


def channel_to(url: str) -> grpc.Channel:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "grpcs":
        return grpc.secure_channel(parts.netloc, grpc.ssl_channel_credentials())
    return grpc.insecure_channel(parts.netloc)


def attempt(url: str) -> Outcome:
    call = channel_to(url).unary_unary("/a.B/C")
    try:
        call(b"", timeout=CALL_SECONDS)
    except grpc.RpcError as error:
        return Outcome(False, f"{error.code()}: {error.details()}")
    return Outcome(True)


run_library_killed(grpc.__version__, attempt)
