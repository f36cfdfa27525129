"""The curl command. -q ignores ~/.curlrc."""

from driving import first_version, run_command


def arguments(url: str) -> list[str]:
    return ["curl", "-q", "-sS", "-k", "--globoff", "--max-time", "5", "-o", "/dev/null", url]


run_command(first_version("curl", "--version"), arguments)
