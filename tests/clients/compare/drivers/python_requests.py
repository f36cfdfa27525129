"""requests.get"""

import warnings

import requests

from driving import Outcome, run_library

warnings.simplefilter("ignore")


def attempt(url: str) -> Outcome:
    return Outcome(True, str(requests.get(url, timeout=5, verify=False).status_code))


run_library(requests.__version__, attempt)
