"""websocket-client: create_connection()."""

import ssl

import websocket

from driving import Outcome, run_library

TLS = {"cert_reqs": ssl.CERT_NONE, "check_hostname": False}


def attempt(url: str) -> Outcome:
    websocket.create_connection(url, timeout=5, sslopt=TLS).close()
    return Outcome(True)


run_library(websocket.__version__, attempt)
