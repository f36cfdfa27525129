"""Hand-made Compose files. Each shows one thing in which readers of Compose files go wrong.

A row: what it shows, the files (`compose.yaml` is the one that is read), and the shell's variables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

S = "http://proxy.corp:3128"


@dataclass(frozen=True)
class Row:
    what: str
    compose: str
    files: dict[str, str] = field(default_factory=dict)
    shell: dict[str, str] = field(default_factory=dict)


def service(body: str) -> str:
    """A file with one service, whose lines are indented to stand in it."""
    return "services:\n  a:\n    image: x\n" + "".join(f"    {line}\n" for line in body.splitlines())


def environment(*lines: str) -> str:
    return service("environment:\n" + "\n".join(f"  {line}" for line in lines))


ROWS = [
    Row("a map", environment(f"HTTPS_PROXY: {S}", "NO_PROXY: localhost,.corp")),
    Row("a list", environment(f"- HTTPS_PROXY={S}", "- NO_PROXY=localhost,.corp", "- EMPTY=")),
    Row("double quotes are YAML's in a map", environment(f'HTTPS_PROXY: "{S}"')),
    Row("quotes belong to the value in a list", environment(f'- HTTPS_PROXY="{S}"', f"- http_proxy='{S}'")),
    Row("the whole item in quotes", environment(f'- "HTTPS_PROXY={S}"', f"- 'NO_PROXY=a, b'")),
    Row("quotes inside quotes", environment(f"HTTPS_PROXY: '\"{S}\"'", f'NO_PROXY: "\'a\'"')),
    Row("a comment behind a value", environment(f"HTTPS_PROXY: {S} # the proxy", "NO_PROXY: a#b")),
    Row("a comment behind an item of a list", environment(f"- HTTPS_PROXY={S} # the proxy", "- NO_PROXY=a#b")),
    Row("an escape in double quotes", environment('HTTPS_PROXY: "http://proxy.corp\\x3a3128\\t"')),
    Row("a folded value", environment("NO_PROXY: >-", "  a,", "  b")),
    Row("a literal value ends with a line end", environment("NO_PROXY: |", "  a,b")),
    Row("a value on the next line", environment("HTTPS_PROXY:", f"  {S}")),
    Row("numbers and words", environment("A: 1", "B: yes", 'C: "true"', "D: 0123x")),
    Row("a name without a value takes the shell's", environment("HTTPS_PROXY:", "http_proxy: ~", "X: null"),
        shell={"HTTPS_PROXY": S, "http_proxy": ""}),
    Row("the same in a list", environment("- HTTPS_PROXY", "- http_proxy", "- X="), shell={"HTTPS_PROXY": S}),
    Row("a name without a value takes .env's", environment("HTTPS_PROXY:"), {".env": f"HTTPS_PROXY={S}\n"}),
    Row("a name without a value that is nowhere hides env_file's",
        service("env_file: e.env\nenvironment:\n  HTTPS_PROXY:"), {"e.env": f"HTTPS_PROXY={S}\nB=1\n"}),
    Row("references", environment("HTTPS_PROXY: ${P}", "http_proxy: $P", "A: ${P:-x}", "B: ${Q:-y}", "C: ${Q-z}"),
        shell={"P": S}),
    Row("a reference to nothing", environment("HTTPS_PROXY: ${NOWHERE}", "B: a${NOWHERE}b")),
    Row("the shell wins over .env", environment("HTTPS_PROXY: ${P}", "B: ${Q}"),
        {".env": "P=from-file\nQ=from-file\n"}, {"P": "from-shell"}),
    Row("an empty variable", environment("A: ${P:-x}", "B: ${P-x}", "C: ${P:+x}", "D: ${P+x}"), shell={"P": ""}),
    Row("a nested default", environment("A: ${P:-${Q:-http://a:1}}", "B: ${P:-$Q}"), shell={"Q": "q"}),
    Row("doubled dollars", environment("HTTPS_PROXY: http://u:a$$b@proxy.corp:3128", "B: $${P}"), shell={"P": S}),
    Row("a dollar that begins nothing", environment("A: a$", "B: a$-b", 'C: "100$"')),
    Row("a required variable", environment("HTTPS_PROXY: ${P:?set it}")),
    Row("a required variable that is set", environment("HTTPS_PROXY: ${P:?set it}"), shell={"P": S}),
    Row("a reference without an end", environment("HTTPS_PROXY: ${P")),
    Row("env_file", service("env_file: e.env"),
        {"e.env": f"HTTPS_PROXY=\"{S}\"\nhttp_proxy='{S}' # note\nexport NO_PROXY=a, b\nX: y\n# c\n\nY = z\n"}),
    Row("a later env_file wins", service("env_file:\n  - e.env\n  - f.env"),
        {"e.env": "A=1\nB=1\n", "f.env": "B=2\nC=$B\nD=$A\n"}),
    Row("environment wins over env_file", service("env_file: [e.env]\nenvironment:\n  A: 2"), {"e.env": "A=1\nB=1\n"}),
    Row("references in env_file", service("env_file: e.env"),
        {"e.env": "HTTPS_PROXY=${P}\nhttp_proxy='${P}'\nA=\"${Q:-x}\"\nB=$A\n"}, {"P": S}),
    Row("a name alone in env_file", service("env_file: e.env"), {"e.env": "HTTPS_PROXY\nB=1\n"}, {"HTTPS_PROXY": S}),
    Row("the long form", service("env_file:\n  - path: e.env\n    required: true\n  - path: no.env\n    required: false"),
        {"e.env": "A=1\n"}),
    Row("an env_file that is missing", service("env_file: no.env")),
    Row("an env_file in a folder", service("env_file: ./sub/e.env"), {"sub/e.env": "A=1\n"}),
    Row("a reference in the path of env_file", service("env_file: ${NAME}.env"), {"e.env": "A=1\n"}, {"NAME": "e"}),
    Row("an env_file that nobody can read", service("env_file: e.env"), {"e.env": "A='b\n"}),
    Row("carriage returns in env_file", service("env_file: e.env"), {"e.env": "A=1\r\nB='2'\r\n"}),
    Row("a byte order mark in env_file", service("env_file: e.env"), {"e.env": "\ufeffHTTPS_PROXY=x\nB=1\n"}),
    Row("an anchor and a merge", "x-proxy: &proxy\n  HTTPS_PROXY: " + S + "\n  NO_PROXY: a\n"
        + environment("<<: *proxy", "NO_PROXY: b")),
    Row("several merged maps", "x-a: &a {A: 1, B: 1}\nx-b: &b {B: 2, C: 2}\n" + environment("<<: [*a, *b]", "D: 3")),
    Row("an alias of the whole map", "x-a: &a\n  A: '1'\n" + service("environment: *a")),
    Row("services merged by an anchor", "x-s: &s\n  image: x\n  environment:\n    A: '1'\nservices:\n  a:\n    <<: *s\n  b:\n"
        "    <<: *s\n    environment:\n      B: '2'\n"),
    Row("extends in the file", "services:\n  base:\n    image: x\n    env_file: e.env\n    environment:\n      A: '1'\n"
        "      B: '1'\n  a:\n    extends: base\n    environment:\n      - B=2\n", {"e.env": "E=1\n"}),
    Row("extends in another file", "services:\n  a:\n    extends:\n      file: sub/other.yaml\n      service: base\n"
        "    environment:\n      B: '2'\n",
        {"sub/other.yaml": "services:\n  base:\n    image: x\n    env_file: o.env\n    environment: [A=1, B=1]\n",
         "sub/o.env": "O=1\n"}),
    Row("build arguments, a map", service(f"build:\n  context: .\n  args:\n    HTTP_PROXY: {S}\n    https_proxy:\n    A: $P"),
        shell={"https_proxy": S, "P": "p"}),
    Row("build arguments, a list", service("build:\n  context: .\n  args:\n    - HTTP_PROXY\n    - A=b")),
    Row("JSON", '{"services": {"a": {"image": "x", "environment": {"HTTPS_PROXY": "' + S + '"}}}}'),
    Row("a map in the list", environment("- HTTPS_PROXY: x")),
    Row("a name that stands twice", environment("HTTPS_PROXY: a", "HTTPS_PROXY: b")),
    Row("a list as a value", environment("HTTPS_PROXY: [a]")),
    Row("blanks round the equals sign", environment("- HTTPS_PROXY = x")),
    Row("Chinese text", environment("NO_PROXY: 内网.公司", 'A: "，"')),
    Row(".env with quotes and references", environment("HTTPS_PROXY: ${P}", "B: ${Q}"),
        {".env": f"HOST=proxy.corp\nP=\"http://${{HOST}}:3128\"\nQ='$HOST' # note\n"}),
    Row("a list with a reference as a whole item", environment("- ${ITEM}"), shell={"ITEM": f"HTTPS_PROXY={S}"}),
    Row("a service without anything", "services:\n  a:\n    image: x\n"),
    Row("two documents in one text", environment("A: '1'") + "---\nservices:\n  a:\n    environment:\n      B: '2'\n"),
]
