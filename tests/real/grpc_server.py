"""A gRPC server with TLS on 127.0.0.1 that answers GenerateContent, and nothing else.

usage: grpc_server.py CERTIFICATE KEY ANSWER

Promises: listens on a port that the kernel chose and prints it, alone on one line, once calls are answered; every
GenerateContent call gets ANSWER as the model's text; runs until it is terminated.
"""

from __future__ import annotations

import sys
from concurrent import futures
from pathlib import Path

import grpc

from grpc_client import METHOD, RESPONSE_TEXT, wrap


class Model(grpc.GenericRpcHandler):
    """Knows one method and one answer. Bytes in, bytes out: no generated code."""

    def __init__(self, answer: str) -> None:
        self._response = wrap(answer, RESPONSE_TEXT)

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        if handler_call_details.method != METHOD:
            return None
        return grpc.unary_unary_rpc_method_handler(lambda _request, _context: self._response)


def main() -> None:
    certificate, key, answer = sys.argv[1:]
    identity = (Path(key).read_bytes(), Path(certificate).read_bytes())
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=2), handlers=[Model(answer)])
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([identity]))
    server.start()
    print(port, flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
