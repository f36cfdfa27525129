"""wget of BusyBox, one attempt a URL."""

from driving import first_version, run_command


def arguments(url: str) -> list[str]:
    return ["busybox", "wget", "-q", "--no-check-certificate", "-O", "/dev/null", url]


run_command(first_version("busybox"), arguments)
