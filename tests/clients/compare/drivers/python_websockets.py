"""websockets.connect(), by its asyncio client where there is one (13 and later)."""

import asyncio
import ssl

import websockets
from websockets.version import version

try:
    from websockets.asyncio.client import connect
except ImportError:
    from websockets import connect

from driving import Outcome, run_library

TLS = ssl._create_unverified_context()


async def open_and_close(url: str) -> Outcome:
    tls = TLS if url.startswith("wss") else None
    connection = await asyncio.wait_for(connect(url, ssl=tls), 5)
    await connection.close()
    return Outcome(True)


run_library(version, lambda url: asyncio.run(open_and_close(url)))
