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
    # How a value is printed that YAML takes for a number or a boolean.
    Row("floating point", environment("NO_PROXY: 10.10", "A: 1.0", "B: 1e3", "C: .5", "D: 10.0.0.1", "E: -1.50")),
    Row("other numbers", environment("A: 0x10", "B: 0o14", "C: 014", "D: 1_000", "E: +1", "F: 12345678901234567890")),
    Row("words of YAML", environment("A: True", "B: off", "C: NO", "F: Null", "G: FALSE", "H: on", "I: y", "J: 1:30")),
    Row("a number that is not finite", environment("HTTPS_PROXY: .inf")),
    Row("large and small numbers", environment("A: 1e21", "B: 1e-5", "C: 123456789.5", "D: 100000.5", "E: 1E5", "F: 0.0001", "G: 1.", "H: -0.0", "I: 08", "J: 0b11", "K: -0x1F", "L: 1_0.5")),
    Row("tags", environment('A: !!str 1.10', "B: !!int '3'",  "HTTPS_PROXY: !!str")),
    Row("numbers in a list", environment("- A=1.10", "- HTTPS_PROXY=", "- 5")),
    Row("a name that is a number or a word of YAML", environment("on: b", "y: c")),
    Row("empty texts", environment('HTTPS_PROXY: ""', "A: ''")),
    Row("a literal block", environment("HTTPS_PROXY: |", "  http://p:1", "A: |-", "  x", "  y")),
    Row("CRLF", environment(f"HTTPS_PROXY: {S}", "NO_PROXY: a").replace("\n", "\r\n")),
    Row("a byte order mark", "\ufeff" + environment(f"HTTPS_PROXY: {S}")),
    Row("env_file as one map", service("env_file: {path: e.env}"), {"e.env": "A=1\n"}),
    Row("env_file as a list of maps and texts", service("env_file:\n  - path: e.env\n  - f.env"), {"e.env": "A=1\n", "f.env": "B=1\n"}),
    Row("a raw env_file", service("env_file:\n  - path: e.env\n    format: raw"), {"e.env": "A=\"1\" # x\nB=$A\nexport C=1\nD\n"}),
    Row("a format that is not known", service("env_file:\n  - path: e.env\n    format: new"), {"e.env": "A=1\n"}),
    Row("required as a text", service('env_file:\n  - path: no.env\n    required: "false"')),
    Row("required as a word of YAML", service("env_file:\n  - path: no.env\n    required: no")),
    Row("a misspelt key", service("enviroment:\n  HTTPS_PROXY: x")),
    Row("a misspelt env_file", service("env_files: e.env"), {"e.env": "A=1\n"}),
    Row("a key of our own", service("x-enviroment:\n  HTTPS_PROXY: x")),
    Row("an unset reference in env_file", service("env_file: e.env"), {"e.env": "HTTPS_PROXY=${NOWHERE}\nNO_PROXY=a,$NOWHERE\n"}),
    Row("hooks", service("environment: {A: '1'}\npost_start:\n  - command: x\n    environment: [B=2]\npre_stop:\n  - command: y\n    environment: {C: '3'}")),
    Row("watch", service("build: .\ndevelop:\n  watch:\n    - action: sync+exec\n      path: .\n      target: /x\n      exec: {command: x, environment: [B=2]}")),
    Row("an image that is a map", service("x-y: z").replace("image: x", "image: {repository: x}")),
    Row("services twice", "services:\n  a: {image: x, environment: {A: '1'}}\nservices:\n  a: {image: x, environment: {A: '2'}}\n"),
    Row("environment twice", service("environment: {A: '1'}\nenvironment: {A: '2'}")),
    Row("environment is null", service("environment:")),
    Row("a null item", environment("-", "- A=1")),
    Row("an empty item", environment('- ""', "- A=1")),
    Row("merge: environment as list and map", "x-e: &e [A=1, B=1]\n" + service("environment: *e")),
    Row("extends with list and map", "services:\n  b:\n    image: x\n    environment: [A=1, B=1]\n  a:\n    extends: {service: b}\n    environment: {B: 2, C: 3}\n"),
    Row("extends resets", "services:\n  b:\n    image: x\n    environment: {A: 1}\n  a:\n    extends: {service: b}\n    environment: !reset {}\n"),
    Row("an override tag", environment("A: '1'") + "---\nservices:\n  a:\n    environment: !override {B: '2'}\n"),
    Row("a reset tag", environment("A: '1'") + "---\nservices:\n  a:\n    environment: !reset null\n"),
    Row("a reset of one name", environment("A: '1'", "B: '1'") + "---\nservices:\n  a:\n    environment: {A: !reset null}\n"),
    Row("build arguments twice", service("build: .") + "---\nservices:\n  a:\n    build: {args: {A: '1'}}\n---\nservices:\n  a:\n    build: {args: [B=2]}\n"),
    Row("a list over a map", environment("A: '1'") + "---\nservices:\n  a:\n    environment: [B=2]\n"),
    Row("names with a reference", environment("${N}: x", "A: y"), shell={"N": "B"}),
    Row("profiles", service("profiles: [p]\nenvironment: {A: '1'}")),
    Row("include", "include: [o.yaml]\n" + environment("A: '1'"), {"o.yaml": "services: {b: {image: x, environment: {B: $P}}}\n", ".env": "P=outer\n"}),
    Row("include alone", "include:\n  - o.yaml\n", {"o.yaml": "services: {b: {image: x, environment: {B: '2'}}}\n"}),
    Row("include in a folder", "include: [sub/o.yaml]\n" + environment("A: '1'"),
        {"sub/o.yaml": "services: {b: {image: x, env_file: e.env, environment: {B: $P, C: $Q}}}\n", "sub/e.env": "E=1\n",
         "sub/.env": "P=inner\nQ=inner\n", ".env": "P=outer\n"}),
    Row("include in its long form", "include:\n  - path: [sub/o.yaml, p.yaml]\n    project_directory: d\n    env_file: [o.env, p.env]\n",
        {"sub/o.yaml": "services: {b: {image: x, env_file: e.env, environment: {B: $P}}}\n", "p.yaml": "services: {b: {environment: {C: $Q}}}\n",
         "d/e.env": "E=1\n", "o.env": "P=1\nQ=1\n", "p.env": "Q=2\n"}),
    Row("include in an include", "include: [o.yaml]\n", {"o.yaml": "include: [s/p.yaml]\nservices: {b: {image: x}}\n",
        "s/p.yaml": "services: {c: {image: x, environment: {B: '2'}}}\n"}),
    Row("include of what is not there", "include: [no.yaml]\n" + environment("A: '1'")),
    Row("include in a circle", "include: [o.yaml]\n" + environment("A: '1'"), {"o.yaml": "include: [compose.yaml]\nservices: {b: {image: x}}\n"}),
    Row("include with a reference", "include: ['${O}.yaml']\n", {"o.yaml": "services: {b: {image: x, environment: {B: '2'}}}\n", ".env": "O=o\n"}),
]
