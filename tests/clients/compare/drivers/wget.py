"""GNU wget, one attempt a URL."""

from driving import first_version, run_command


def arguments(url: str) -> list[str]:
    options = ["--no-config", "--tries=1", "--timeout=5", "--no-check-certificate", "--no-hsts", "-nv"]
    return ["wget", *options, "-O", "/dev/null", url]


run_command(first_version("wget", "--version"), arguments)
