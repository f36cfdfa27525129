"""The servers that Dify's clients talk to. They answer with the address of the client that they see.

usage: outside.py CERTIFICATE KEY        (started by routes_case.py)

Promises: prints "ready" once all of them answer, and runs until it is terminated.
"""

from __future__ import annotations

import ssl
import sys
import threading
from concurrent import futures
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import grpc

import network


class Seen(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = f"seen from {self.client_address[0]}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        pass


class Where(grpc.GenericRpcHandler):
    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        if handler_call_details.method != "/case.Where/AmI":
            return None
        return grpc.unary_unary_rpc_method_handler(
            lambda _request, context: f"seen from {context.peer().split(':')[1]}".encode()
        )


def serve_http(address: str, port: int, context: ssl.SSLContext | None = None) -> None:
    server = ThreadingHTTPServer((address, port), Seen)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def main() -> None:
    certificate, key = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    serve_http(network.PUBLIC, 443, context)
    serve_http(network.PUBLIC, 80)
    serve_http(network.PRIVATE, 443, context)
    serve_http(network.SANDBOX, 8194)
    for port in network.INSIDE_PORTS:
        serve_http(network.PRIVATE, port)
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=[Where()])
    identity = (Path(key).read_bytes(), Path(certificate).read_bytes())
    server.add_secure_port(f"{network.GRPC}:443", grpc.ssl_server_credentials([identity]))
    for port in (network.WEAVIATE_GRPC_PORT, *network.STORE_PORTS.values()):
        server.add_insecure_port(f"{network.PRIVATE}:{port}")
    server.start()
    print("ready", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
