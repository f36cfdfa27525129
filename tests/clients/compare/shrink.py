"""Makes a disagreement small: drops entries of the environment and of lists, and replaces odd values by plain ones,
while model and client still differ in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator import is_list

Environment = dict[str, str]
Still = Callable[[Environment, str], bool]

MAX_TRIES = 150


def shrink(environment: Environment, url: str, still: Still) -> tuple[Environment, str]:
    """The smallest environment and URL that were found; `still` says whether the disagreement still exists."""
    tries = 0
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller, other_url in _candidates(environment, url):
            tries += 1
            if tries > MAX_TRIES:
                return environment, url
            if still(smaller, other_url):
                environment, url, shrunk = smaller, other_url, True
                break
    return environment, url


def _candidates(environment: Environment, url: str) -> Iterator[tuple[Environment, str]]:
    for name in environment:
        yield {other: value for other, value in environment.items() if other != name}, url
    for plain in _plainer_urls(url):
        yield environment, plain
    for name, value in environment.items():
        smaller = _smaller_lists(value) if is_list(name) else _plainer_proxies(value)
        for other_value in smaller:
            yield {**environment, name: other_value}, url


def _plainer_urls(url: str) -> Iterator[str]:
    found = re.fullmatch(r"([a-z]+)://(\[.*\]|[^:/]*)(:\d+)?(/?)", url)
    if not found:
        return
    scheme, host, port, end = found.groups()
    if port and not scheme.startswith("grpc"):
        yield f"{scheme}://{host}{end}"
    if host.lower() != host:
        yield f"{scheme}://{host.lower()}{port or ''}{end}"
    if host != "ex.test":
        yield f"{scheme}://ex.test{port or ''}{end}"


def _smaller_lists(value: str) -> Iterator[str]:
    """Without one of its entries; without the blanks around it."""
    pieces = re.split(r"(,)", value)
    entries = pieces[0::2]
    if len(entries) > 1:
        for index in range(len(entries)):
            yield ",".join(entries[:index] + entries[index + 1 :])
    words = value.split()
    if len(words) > 1:
        for index in range(len(words)):
            yield " ".join(words[:index] + words[index + 1 :])
    if value.strip() != value:
        yield value.strip()


def _plainer_proxies(value: str) -> Iterator[str]:
    if " -D" in value:
        words = value.split(" ")
        for index in range(len(words)):
            yield " ".join(words[:index] + words[index + 1 :])
        return
    number = re.search(r"(\d)(?=\]|:|/|\?|#|\s|\.test|\.TEST|\"|'|$)", value)
    plain = f"http://10.99.0.{number[1] if number else 9}:3128"
    if value not in ("", plain):
        yield plain
    for pattern, text in ((r"[^/@]*@", ""), (r"(?<=[^:/])[/?#].*$", ""), (r"^\s+|\s+$|[\"']", "")):
        plainer = re.sub(pattern, text, value)
        if plainer != value:
            yield plainer
