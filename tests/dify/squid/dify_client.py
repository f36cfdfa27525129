"""Makes one request like the code in Dify's containers, with the variables of its environment.

usage: dify_client.py KIND TARGET

KIND: http_node      Dify's HTTP node (api/core/helper/ssrf_proxy.py)
      api_extension  Dify's API extensions (api/core/extension/api_based_extension_requestor.py)
      httpx          what makes a plain client: the sandbox, the plugin daemon, the marketplace, most plugins
      requests       the same by the other library
      grpc           a channel without TLS, Weaviate's
      grpc_tls       a channel with TLS, Google's

Prints "answered TEXT", "status N" or "failed NAME", and ends with 0 in each of these cases.
"""

from __future__ import annotations

import os
import sys

SECONDS = 60  # the deadline of an answer, on a slow and busy machine


def answer(status: int, text: str) -> str:
    return f"answered {text.strip()}" if status == 200 else f"status {status}"


def http_node(url: str) -> str:
    import httpx

    if everything := os.environ.get("SSRF_PROXY_ALL_URL"):
        client = httpx.Client(proxies=everything, timeout=SECONDS)
    else:
        client = mounted()
    with client:
        response = client.get(url)
    return answer(response.status_code, response.text)


def mounted() -> "httpx.Client":  # noqa: F821, UP037 - the libraries are loaded by whoever needs them
    import httpx

    mounts = {
        "http://": httpx.HTTPTransport(proxy=httpx.Proxy(os.environ["SSRF_PROXY_HTTP_URL"])),
        "https://": httpx.HTTPTransport(proxy=httpx.Proxy(os.environ["SSRF_PROXY_HTTPS_URL"])),
    }
    return httpx.Client(mounts=mounts, timeout=SECONDS)


def api_extension(url: str) -> str:
    with mounted() as client:
        response = client.get(url)
    return answer(response.status_code, response.text)


def plain_httpx(url: str) -> str:
    import httpx

    response = httpx.get(url, timeout=SECONDS)
    return answer(response.status_code, response.text)


def plain_requests(url: str) -> str:
    import requests

    response = requests.get(url, timeout=SECONDS)
    return answer(response.status_code, response.text)


def call(target: str, secure: bool) -> str:
    import grpc

    # Its own resolver asks a name server even for what /etc/hosts knows.
    options = [("grpc.enable_http_proxy", 1)]
    credentials = grpc.ssl_channel_credentials() if secure else None
    channel = (
        grpc.secure_channel(target, credentials, options) if credentials else grpc.insecure_channel(target, options)
    )
    with channel:
        method = channel.unary_unary("/case.Where/AmI")
        response: bytes = method(b"", timeout=SECONDS)
    return answer(200, response.decode())


KINDS = {
    "http_node": http_node,
    "api_extension": api_extension,
    "httpx": plain_httpx,
    "requests": plain_requests,
    "grpc": lambda target: call(target, secure=False),
    "grpc_tls": lambda target: call(target, secure=True),
}


def main() -> None:
    kind, target = sys.argv[1:]
    try:
        print(KINDS[kind](target))
    except Exception as error:  # noqa: BLE001 - every exception is a result
        print(f"failed {type(error).__name__}: {error}".splitlines()[0])


if __name__ == "__main__":
    main()
