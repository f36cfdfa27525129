"""git ls-remote over http and https, without configuration files and without asking for passwords."""

from driving import first_version, run_command

ENVIRONMENT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false"}


def arguments(url: str) -> list[str]:
    return ["git", "-c", "http.sslVerify=false", "ls-remote", url]


run_command(first_version("git", "--version"), arguments, ENVIRONMENT)
