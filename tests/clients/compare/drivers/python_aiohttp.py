"""aiohttp.ClientSession(trust_env=True).get; ws:// and wss:// through ws_connect."""

import asyncio
import warnings

import aiohttp

from driving import Outcome, run_library

warnings.simplefilter("ignore")
TIMEOUT = aiohttp.ClientTimeout(total=5)


async def fetch(url: str) -> Outcome:
    async with aiohttp.ClientSession(trust_env=True, timeout=TIMEOUT) as session:
        if url.lower().startswith("ws"):
            async with session.ws_connect(url, ssl=False):
                return Outcome(True)
        async with session.get(url, ssl=False) as answer:
            return Outcome(True, str(answer.status))


run_library(aiohttp.__version__, lambda url: asyncio.run(fetch(url)))
