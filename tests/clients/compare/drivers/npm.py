"""npm: `npm ping` with the URL as its registry, without configuration files."""

import os

from driving import first_version, run_command

HOME = os.environ["HOME"]
OPTIONS = [
    f"--userconfig={HOME}/no-user-npmrc",
    f"--globalconfig={HOME}/no-global-npmrc",
    f"--cache={HOME}/cache",
    "--fetch-retries=0",
    "--fetch-timeout=5000",
    "--strict-ssl=false",
    "--no-update-notifier",
    "--loglevel=error",
]


def arguments(url: str) -> list[str]:
    return ["npm", "ping", f"--registry={url}", *OPTIONS]


run_command(first_version("npm", "--version"), arguments)
