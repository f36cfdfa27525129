"""httpx.Client().get"""

import httpx

from driving import Outcome, run_library


def attempt(url: str) -> Outcome:
    with httpx.Client(verify=False, timeout=5) as client:
        return Outcome(True, str(client.get(url).status_code))


run_library(httpx.__version__, attempt)
