"""yt-dlp, made as its command makes it: the environment is read there, or at the first request."""

import urllib.error
import warnings

import yt_dlp
import yt_dlp.version

from driving import Outcome, run_library

warnings.simplefilter("ignore")
OPTIONS = {"quiet": True, "no_warnings": True, "nocheckcertificate": True, "cachedir": False}


def attempt(url: str) -> Outcome:
    # In FTP both sides may wait for the other.
    seconds = 1 if url.startswith("ftp:") else 5
    client = yt_dlp.YoutubeDL({**OPTIONS, "socket_timeout": seconds}, auto_init=False)
    try:
        return Outcome(True, str(client.urlopen(url).status))
    except urllib.error.HTTPError as error:
        return Outcome(True, str(error.code))


run_library(yt_dlp.version.__version__, attempt)
