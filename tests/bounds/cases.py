"""The inputs whose size grows: for each command of both programs, and for each thing that it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Input:
    """One call of a program."""

    words: tuple[str, ...]
    environment: tuple[str, ...] = ()
    standard_input: str = ""
    files: dict[str, str] = field(default_factory=dict)  # by their names in the folder where it runs
    setup: tuple[str, ...] = ()  # words for the companion, which it is called with before the files are written


@dataclass(frozen=True)
class Case:
    """A command, and what it reads more and more of."""

    name: str
    n: int  # the smallest size; the largest is 16 times as much
    make: Callable[[int], Input]
    statuses: tuple[int, ...] = (0,)
    companion: bool = False  # in a copy of one of the trees of tests/dify
    tree: str = "1.15.0"


PROXY = "HTTPS_PROXY=http://proxy.test:3128"
# Instructions are counted up to the end of a program, and no further than its exec.
COMMAND = ("--", "/nonexistent/command")
LAUNCHER: list[Case] = []
COMPANION: list[Case] = []


def launcher(name: str, n: int, make: Callable[[int], Input], statuses: tuple[int, ...] = (0,)) -> None:
    LAUNCHER.append(Case(name, n, make, statuses))


def companion(name: str, n: int, make: Callable[[int], Input], statuses: tuple[int, ...] = (0,), tree: str = "1.15.0") -> None:
    COMPANION.append(Case(name, n, make, statuses, companion=True, tree=tree))


# All items have the same length at every size, so that only their number counts.
def hosts(n: int) -> list[str]:
    return [f"h{i:06d}.t" for i in range(n)]


def every_form(n: int) -> list[str]:
    forms = ("h{:06d}.t", ".d{:06d}.t", "*.w{:06d}.t", "10.{}.{}.0/24", "192.{}.{}.7", "h{:06d}.t:443")
    return [forms[i % 6].format(*((i // 256 % 256, i % 256) if i % 6 in (3, 4) else (i,))) for i in range(n)]


def no_proxy(entries: list[str]) -> str:
    return "NO_PROXY=" + ",".join(entries)


def lines(entries: list[str]) -> str:
    return "".join(entry + "\n" for entry in entries)


def variables(n: int) -> tuple[str, ...]:
    return tuple(f"VARIABLE_{i:06d}=value" for i in range(n))


# --- run ---

launcher("run: variables beside", 500, lambda n: Input(COMMAND, (PROXY, *variables(n))), (127,))
launcher("run: entries of a list", 75, lambda n: Input(COMMAND, (PROXY, no_proxy(hosts(n)))), (127,))
launcher("run: a proxy in many entries of one name", 200, lambda n: Input(COMMAND, tuple(f"https_proxy=http://p{i:06d}.test:1" for i in range(n))), (127,))
launcher("run: values that are no proxies", 50, lambda n: Input(COMMAND, tuple(f"https_proxy=no value {i:06d}" for i in range(n))), (127,))
launcher("run: lists in many entries of one name", 200, lambda n: Input(COMMAND, tuple(f"no_proxy=h{i:06d}.test" for i in range(n))), (127,))
launcher("run: a long value", 2000, lambda n: Input(COMMAND, ("HTTPS_PROXY=http://user:" + "p" * n + "@proxy.test:3128",)), (127,))
launcher("run: words of the command", 1000, lambda n: Input((*COMMAND, *hosts(n)), (PROXY,)), (127,))
launcher("run: --exempt", 40, lambda n: Input(("--exempt", ",".join(hosts(n)), *COMMAND), (PROXY, no_proxy([f"x{i:06d}.t" for i in range(n)]))), (127,))
launcher("run: --exempt many times", 40, lambda n: Input((*(f"--exempt={host}" for host in hosts(n)), *COMMAND), (PROXY,)), (127,))
launcher("run: --portable", 40, lambda n: Input(("--portable", *COMMAND), (PROXY, no_proxy(every_form(n)))), (127,))
launcher("run: --also java, a list", 40, lambda n: Input(("--also", "java", *COMMAND), (PROXY, no_proxy(every_form(n)))), (127,))
launcher("run: --also java, options of a JVM", 400, lambda n: Input(("--also", "java", *COMMAND), (PROXY, "JAVA_TOOL_OPTIONS=" + " ".join(f"-Da{i:06d}=b" for i in range(n)))), (127,))
launcher("run: --also node, options of Node.js", 400, lambda n: Input(("--also", "node", *COMMAND), (PROXY, "NODE_OPTIONS=" + " ".join(f"--a{i:06d}=b" for i in range(n)))), (127,))
launcher("run: -v", 40, lambda n: Input(("-v", *COMMAND), (PROXY, no_proxy(every_form(n)), *variables(n))), (127,))
launcher("run: folders of PATH", 200, lambda n: Input(("--", "no-such-command"), (PROXY, "PATH=" + ":".join(f"/nowhere/{i:06d}" for i in range(n)))), (127,))

# --- show and check ---

for command, options, statuses in (("show", (), (0,)), ("show", ("--json",), (0,)), ("check", (), (1,)), ("check", ("--json",), (1,))):
    words = (command, *options)
    launcher(f"{' '.join(words)}: entries of a list", 25, lambda n, words=words: Input(words, (PROXY, no_proxy(every_form(n)))), statuses)  # type: ignore[misc]
for command in ("show", "check"):
    words = (command, "--env-file", "variables")
    launcher(f"{command} --env-file: lines", 400, lambda n, words=words: Input(words, files={"variables": lines([PROXY, *variables(n)])}), (0, 1))  # type: ignore[misc]
    words = (command, "--env-file", "-")
    launcher(f"{command} --env-file -: one name in many lines", 200, lambda n, words=words: Input(words, standard_input=lines([f"no_proxy={host}" for host in hosts(n)])), (0, 1))  # type: ignore[misc]

# Each reader of lines, with lines that it takes and lines that it tells.
for form, line in (
    ("shell", "export http_proxy=http://p:1 || eval http_proxy=x"),
    ("cmd", "if a==b (set http_proxy=http://p:1) & echo (http_proxy=x) > f"),
    ("powershell", "if ($x) { $env:http_proxy = 'http://p:1'; f http_proxy=x } # c"),
    ("systemd-unit", "Environment=http_proxy=http://p:1 \"http_proxy=x"),
    ("docker", "http_proxy=http://p:1 HTTP_PROXY=x"),
):
    words = ("check", "--env-file", "variables", "--env-format", form)
    launcher(f"check --env-format {form}: lines that are told", 50, lambda n, words=words, line=line: Input(words, files={"variables": lines([line] * n)}), (1,))  # type: ignore[misc]
    launcher(f"check --env-format {form}: one long line", 100, lambda n, words=words, line=line: Input(words, files={"variables": "A=1 " + f"{line} " * n}), (0, 1, 125))  # type: ignore[misc]
launcher("check --env-format cmd: commands of a line", 200, lambda n: Input(("check", "--env-file", "variables", "--env-format", "cmd"), files={"variables": "set no_proxy=x\n" + "set A=b& " * n}), (0, 1))
launcher("check --env-format cmd: brackets", 300, lambda n: Input(("check", "--env-file", "variables", "--env-format", "cmd"), files={"variables": "set no_proxy=x\n" + "if a (b\n(c & " * n}), (0, 1))

# --- documents ---

launcher("check: ENV of a Dockerfile", 200, lambda n: Input(("check", "Dockerfile"), files={"Dockerfile": "FROM a\n" + lines([f"ENV V{i:06d}=v" for i in range(n)])}))
launcher("check: one ENV in many lines", 200, lambda n: Input(("check", "Dockerfile"), files={"Dockerfile": "FROM a\nENV A=b \\\n" + lines([f"  V{i:06d}=v \\" for i in range(n)])}))
launcher("check: references in a Dockerfile", 200, lambda n: Input(("check", "Dockerfile"), files={"Dockerfile": "FROM scratch\nENV P=v\n" + lines(["ENV A=${P:-x}"] * n)}))
launcher("check: stages of a Dockerfile", 25, lambda n: Input(("check", "Dockerfile"), files={"Dockerfile": lines([f"FROM a AS s{i:06d}\nENV A=b" for i in range(n)])}))


def document(name: str, n: int, text: Callable[[int], str], statuses: tuple[int, ...] = (0,)) -> None:
    companion(f"check: {name}", n, lambda n: Input(("check", "document.yaml"), files={"document.yaml": text(n)}), statuses)


document("services of a Compose file", 20, lambda n: "services:\n" + lines([f"  s{i:06d}: {{environment: {{A: b}}}}" for i in range(n)]))
document("variables of a service", 50, lambda n: "services:\n  a:\n    environment:\n" + lines([f"      V{i:06d}: $A" for i in range(n)]))
document("containers", 20, lambda n: "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" + lines([f"  - {{name: c{i:06d}, env: [{{name: A, value: b}}]}}" for i in range(n)]))
document("variables of a container", 30, lambda n: "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: c\n    env:\n" + lines([f"    - {{name: V{i:06d}, value: $(V{max(i - 1, 0):06d})}}" for i in range(n)]))
document("values from a ConfigMap", 30, lambda n: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n" + lines([f"  V{i:06d}: v" for i in range(n)]) + "---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: c\n    env:\n" + lines([f"    - {{name: V{i:06d}, valueFrom: {{configMapKeyRef: {{name: m, key: V{i:06d}}}}}}}" for i in range(n)]))
document("steps of a workflow", 30, lambda n: "on: push\njobs:\n  j:\n    steps:\n" + lines(["    - {run: x, env: {A: b}}"] * n))
document("names that nothing reads", 40, lambda n: "services:\n  a: {image: x}\nx-a:\n" + lines(["- HTTP_PROXY=x"] * n), (1,))
document("names in one script", 40, lambda n: "on: push\njobs:\n  j:\n    steps:\n    - run: |\n" + lines(["        export HTTP_PROXY=x"] * n))
document("names in one line", 200, lambda n: "on: push\njobs:\n  j:\n    steps:\n    - run: \"" + "export HTTP\\x5fPROXY=x;" * n + "\"\n")
document("ConfigMaps of one name", 10, lambda n: lines([f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: n{i:06d}}}\ndata: {{A: b}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{namespace: n{i:06d}}}\nspec: {{containers: [{{envFrom: [{{configMapRef: {{name: m}}}}]}}]}}" for i in range(n)]))
document("jobs of GitLab", 30, lambda n: ".x:\n  variables: {A: b}\n  script: x\n" + lines([f"j{i:06d}: {{extends: .x}}" for i in range(n)]))
document("jobs of GitLab that extend each other", 30, lambda n: "j:\n  script: x\n" + lines([f"j{i:06d}: {{extends: j{i // 2:06d}, variables: {{A: b}}}}" for i in range(1, n)]))
REPORTS = ("text", "json", "sarif", "github", "junit")


def check_of_files(n: int, text: str, *options: str) -> Input:
    files = {f"{i:04d}.env": text.replace("HOST", host) for i, host in enumerate(hosts(n))}
    return Input(("check", *options, *files), files=files)


# What many clients are asked about costs much for each file; so the reports are made of files that have little, and of more.
FILE_FOR_CLIENTS = "https_proxy='http://HOST:3128'\nno_proxy=HOST, *.x\n# proxyenv: ignore quotes\nHTTP_PROXY=HOST\n"
FILE_WITH_NOTE = "https_proxy=http://HOST:3128\nHTTPS_PROXY=http://HOST:3128\nno_proxy=HOST\nNO_PROXY=HOST\n"
launcher("check: files", 2, lambda n: check_of_files(n, FILE_FOR_CLIENTS), (1,))
for report in REPORTS:
    launcher(f"check --output {report}: files", 5, lambda n, report=report: check_of_files(n, FILE_WITH_NOTE, "--output", report), (1,))  # type: ignore[misc]
launcher("check: comments", 500, lambda n: Input(("check", "variables"), files={"variables": lines(["# proxyenv: ignore quotes, blanks"] * n + ["https_proxy='http://a.test:1'"])}))
launcher("check: comments, each above a variable", 300, lambda n: Input(("check", "variables"), files={"variables": lines(["# proxyenv: ignore quotes"] + [f"# proxyenv: ignore blanks\nno_proxy={host}" for host in hosts(n)])}), (1,))
launcher("check --ignore: names", 200, lambda n: Input(("check", "--ignore", ",".join(["quotes", "blanks"] * n)), (PROXY,)), (1,))
launcher("check --config: rules", 60, lambda n: Input(("check", "--config", "rules", "variables"), files={"variables": PROXY + "\n", "rules": lines([f"ignore quotes A{i} *.{host}" for i, host in enumerate(hosts(n))])}), (1,))
launcher("check --config: a long pattern", 200, lambda n: Input(("check", "--config", "rules", "variables"), files={"variables": PROXY + "\n", "rules": f"ignore missing_spelling * {'*a' * n}b\n"}), (1,))

# --- explain ---

launcher("explain: URLs", 5, lambda n: Input(("explain", *(f"https://{host}/" for host in hosts(n))), (PROXY, no_proxy(every_form(6)))))
launcher("explain -: URLs", 5, lambda n: Input(("explain", "-"), (PROXY, no_proxy(every_form(6))), lines([f"https://{host}/" for host in hosts(n)])))
launcher("explain --json: URLs", 4, lambda n: Input(("explain", "--json", "-"), (PROXY,), lines([f"https://{host}/" for host in hosts(n)])))
launcher("explain: entries of a list", 15, lambda n: Input(("explain", "https://a.test/", "grpcs://a.test", "ftp://a.test/"), (PROXY, no_proxy(every_form(n)))))
launcher("explain: one name in many entries", 60, lambda n: Input(("explain", "https://a.test/"), (PROXY, *(f"no_proxy={host}" for host in hosts(n)))))
launcher("explain: a long URL", 2000, lambda n: Input(("explain", "https://a.test/" + "p" * n), (PROXY,)))
launcher("explain: clients", 6, lambda n: Input(("explain", "https://a.test/", "--client", ",".join(["curl"] * n)), (PROXY,)))

# --- diff ---

launcher(
    "diff: entries of two lists",
    15,
    lambda n: Input(("diff", ".", "b.env", "https://a.test/"), (PROXY, no_proxy(every_form(n))), files={"b.env": no_proxy(hosts(n)) + "\n"}),
    (1,),
)
launcher(
    "diff: URLs",
    5,
    lambda n: Input(("diff", ".", "b.env", *(f"https://{host}/" for host in hosts(n))), (PROXY, no_proxy(every_form(6))), files={"b.env": "A=1\n"}),
    (1,),
)

# Characters that make a reader look back or ahead.
HOSTILE = ("%25", "%40", "@", "\uff20", "\ufe6a", ":", "//", "http:", "[", "]", '"', "'", "\\", "$", "${", "%", ",", " ", ";", "#", ".", "*", "*.", "=", "\u202e",
           "\u00e4", "a:1,", "1.", "0/", "-")  # fmt: skip


def hostile(n: int, place: str) -> str:
    """A value with n times each of these, each in a row."""
    return place.format("".join(piece * n for piece in HOSTILE))


for name, value in (("https_proxy", "http://u{}@h:1"), ("no_proxy", "a,{}"), ("JAVA_TOOL_OPTIONS", "-Da={}"), ("NODE_OPTIONS", "{}"), ("PROXYENV_EXEMPT", "a{}"),
                    ("PROXYENV_PROXY", "http://u{}@h:1")):  # fmt: skip
    for command in ("show", "check", "explain"):
        if command == "check" and name not in ("https_proxy", "no_proxy"):
            continue
        words = (command, "https://a.test/") if command == "explain" else (command, "--also", "java,node") if command == "show" else (command,)
        launcher(f"{command}: hostile {name}", 20, lambda n, words=words, name=name, value=value: Input(words, ("http_proxy=http://proxy.test:1", f"{name}={hostile(n, value)}")), (0, 1, 125))  # type: ignore[misc]
launcher("explain: hostile URL", 40, lambda n: Input(("explain", hostile(n, "https://a.test/{}")), (PROXY,)), (0, 125))
launcher("run: hostile option", 140, lambda n: Input((hostile(n, "--{}"), *COMMAND), (PROXY,)), (125,))

# --- dify init ---

INIT = ("dify", "init", "--dry-run")
UPSTREAM = ("--upstream", "http://192.168.0.1:7890")
LISTED = ("--domains", ".x.test")
OVERRIDE = "docker-compose.override.yaml"


def init(n_files: dict[str, str], *options: str, domains: tuple[str, ...] = LISTED) -> Input:
    return Input((*INIT, *UPSTREAM, *domains, *options), files=n_files)


def in_services(text: str, service: str = "api") -> dict[str, str]:
    return {OVERRIDE: f"services:\n  {service}:\n{text}"}


companion("dify init: --domains", 75, lambda n: init({}, domains=("--domains", ",".join(f"h{i:06d}.x{i % 7}.test" for i in range(n)))))
companion("dify init: --domains, one under the other", 100, lambda n: init({}, domains=("--domains", ",".join([".x.test", *(f"h{i:06d}.x.test" for i in range(n))]))))
companion("dify init: --domains and services", 27, lambda n: init({OVERRIDE: "services:\n" + lines([f"  s{i:06d}: {{image: x}}" for i in range(n)])}, domains=("--domains", ",".join(f"h{i:06d}.test.x" for i in range(n)))))
companion("dify init: --domains and --exempt", 30, lambda n: init({}, "--exempt", ",".join(f"e{i:06d}.test.x" for i in range(n)), domains=("--domains", ",".join(f"h{i:06d}.test.x" for i in range(n)))))
companion("dify init: DOMAINS_BY_PROXY", 75, lambda n: Input((*INIT, *UPSTREAM), files={".env": "DOMAINS_BY_PROXY=" + ",".join(f"h{i:06d}.test.x" for i in range(n)) + "\n"}))
companion("dify init: --exempt", 40, lambda n: init({}, "--exempt", ",".join(f"e{i:06d}.test.x" for i in range(n))))
companion("dify init: --exempt, all domains", 40, lambda n: init({}, "--exempt", ",".join(f"e{i:06d}.test.x" for i in range(n)), domains=("--domains", "all")))
companion("dify init: lines of .env", 75, lambda n: init({".env": lines([f"V{i:06d}=value" for i in range(n)])}))
companion("dify init: references in .env", 50, lambda n: init({".env": lines([f"V{i:06d}=${{V{max(i - 1, 0):06d}:-x}}" for i in range(n)])}))
companion("dify init: one name in many lines of .env", 100, lambda n: init({".env": lines([f"V=value{i:06d}" for i in range(n)])}))
companion("dify init: services", 27, lambda n: init({OVERRIDE: "services:\n" + lines([f"  s{i:06d}: {{image: x, env_file: [.env]}}" for i in range(n)])}))
companion("dify init: variables of a service", 50, lambda n: init(in_services("    environment:\n" + lines([f"      V{i:06d}: v" for i in range(n)]))))
companion("dify init: endpoints of a service", 20, lambda n: init(in_services("    environment:\n" + lines([f"      V{i:06d}: https://10.0.0.1:1/" for i in range(n)])), "--exempt", ",".join(f"e{i:06d}.test.x" for i in range(n))))
companion("dify init: FILES_URL with many hosts", 50, lambda n: init(in_services("    environment:\n      FILES_URL: '" + " ".join(f"http://h{i:06d}.t/" for i in range(n)) + "'\n")))
companion("dify init: services that extend one", 27, lambda n: init({OVERRIDE: "services:\n  base: {image: x, environment: {A: b}}\n" + lines([f"  s{i:06d}: {{extends: base}}" for i in range(n)])}))
companion("dify init: included files", 6, lambda n: init({OVERRIDE: "include: [" + ", ".join(f"i{i:03d}.yaml" for i in range(n)) + "]\n", **{f"i{i:03d}.yaml": f"services: {{i{i:03d}: {{image: x}}}}\n" for i in range(n)}}))
companion("dify init: volumes of a service", 50, lambda n: init(in_services("    volumes:\n" + lines([f"      - ./a:/v{i:06d}" for i in range(n)]))))
companion("dify init: templates of squid", 10, lambda n: init({**in_services("    volumes:\n" + lines([f"      - ./t{i:06d}:/etc/squid/t{i:06d}.template" for i in range(n)]), "ssrf_proxy"), **{f"t{i:06d}": "cache_peer x parent 1 0\n" for i in range(n)}}))
companion("dify init: lines of a template", 300, lambda n: init({"ssrf_proxy/squid.conf.template": lines([f"cache_peer p{i:06d} parent 1 0" for i in range(n)])}))
companion("dify init: files of env_file", 10, lambda n: init({**in_services("    env_file:\n" + lines([f"      - e{i:06d}" for i in range(n)])), **{f"e{i:06d}": f"V{i:06d}=v\n" for i in range(n)}}))
companion("dify init: a map that merges another", 50, lambda n: init({OVERRIDE: "x-a: &a\n" + lines([f"  a{i:06d}: v" for i in range(n)]) + "x-b:\n  <<: *a\n" + lines([f"  b{i:06d}: v" for i in range(n)])}))
companion("dify init: many merges", 60, lambda n: init({OVERRIDE: "x-a: &a {k: v}\nx-b:\n" + lines([f"  b{i:06d}: {{<<: *a}}" for i in range(n)])}))
companion("dify init: anchors and aliases", 30, lambda n: init({OVERRIDE: "x-a:\n" + lines([f"  a{i:06d}: &x{i:06d} v" for i in range(n)]) + "x-b:\n" + lines([f"  b{i:06d}: *x{i:06d}" for i in range(n)])}))
companion("dify init: a long text", 500, lambda n: init({OVERRIDE: "x-a: " + "word " * n + "\n"}))
companion("dify init: a long quoted text", 1000, lambda n: init({OVERRIDE: 'x-a: "' + "\\n" * n + '"\n'}))
companion("dify init: a block of text", 300, lambda n: init({OVERRIDE: "x-a: |\n" + lines(["  word word"] * n)}))
companion("dify init: comments", 300, lambda n: init({OVERRIDE: lines(["# a comment"] * n) + "x-a: b\n"}))
companion("dify init: a sequence in brackets", 100, lambda n: init({OVERRIDE: "x-a: [" + ", ".join(["v"] * n) + "]\n"}))
companion("dify init: maps in braces", 60, lambda n: init({OVERRIDE: "x-a: [" + ", ".join(["{a: b}"] * n) + "]\n"}))
companion("dify init: hostile .env", 20, lambda n: init({".env": "V='" + hostile(n, "{}").replace("'", "") + "'\n"}))
companion("dify init: hostile --upstream", 20, lambda n: Input((*INIT, "--upstream", hostile(n, "http://u{}@h:1"), *LISTED)), (0, 125))
companion("dify init: hostile --domains", 40, lambda n: init({}, domains=("--domains", hostile(n, "a.test,{}"))), (0, 125))
companion("dify init: hostile --exempt", 40, lambda n: init({}, "--exempt", hostile(n, "a.test,{}")), (0, 125))
companion("dify init: hostile scalars", 20, lambda n: init({OVERRIDE: "x-a: '" + hostile(n, "{}").replace("'", "") + "'\nservices:\n  api:\n    environment:\n      V: 'https://" + hostile(n, "{}").replace("'", "") + "'\n"}))

# --- dify verify and dify init --uninstall, with a record ---

INIT_DONE = ("dify", "init", *UPSTREAM, *LISTED)
VERIFY = ("dify", "verify", "--access-log", "-")
ASKED = ("--domains", ".x.test", "--upstream", "http://proxy.test:7890")


def log_line(host: str, peer: str = "192.168.0.1", path: str = "FIRSTUP_PARENT") -> str:
    return f"1753612800.123 120 172.18.0.5 TCP_TUNNEL/200 41 CONNECT {host}:443 - {path}/{peer} -"


def address(i: int) -> str:
    return f"10.{100 + i // 10000}.{100 + i // 100 % 100}.{100 + i % 100}"


def record(more: str, domains: str = '".x.test"') -> str:
    return '{"schema": 1, "mode": "selective", "domains": [' + domains + '], "upstream": "http://192.168.0.1:7890", ' + more + "}\n"


def hashes(names: list[str]) -> str:
    return "{" + ", ".join(f'"{name}": "{"0" * 64}"' for name in names) + "}"


# Without this one the override would be one of a person's own.
OWN_OVERRIDE = f'"files": {hashes([OVERRIDE])}'

companion("dify verify: lines of one host", 200, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([log_line("h.x.test")] * n)))
companion("dify verify: hosts", 60, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([log_line(f"h{i:06d}.x.test") for i in range(n)])))
companion("dify verify --json: hosts", 60, lambda n: Input((*VERIFY, *ASKED, "--json"), standard_input=lines([log_line(f"h{i:06d}.x.test") for i in range(n)])))
companion("dify verify: peers", 100, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([log_line("h.x.test", address(i)) for i in range(n)])), (0, 1))
companion("dify verify: listed domains", 150, lambda n: Input((*VERIFY, "--domains", ",".join(f"h{i:06d}.test.x" for i in range(n)), *ASKED[2:]), standard_input=lines([log_line("h000000.test.x")] * 5)))
companion("dify verify: hosts and listed domains", 60, lambda n: Input((*VERIFY, "--domains", ",".join(f"h{i:06d}.test.x" for i in range(n)), *ASKED[2:]), standard_input=lines([log_line(f"h{i:06d}.test.x") for i in range(n)])))
companion("dify verify: hosts and domains that none asked for", 60, lambda n: Input((*VERIFY, "--domains", ",".join(f"d{i:06d}.test.x" for i in range(n)), *ASKED[2:]), standard_input=lines([log_line(f"h{i:06d}.test.x", "-", "HIER_DIRECT") for i in range(n)])), (0, 1))
companion("dify verify: a long line", 2000, lambda n: Input((*VERIFY, *ASKED), standard_input=log_line("h" * n + ".x.test") + "\n"), (0, 1))
companion("dify verify: a host of many labels", 500, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([log_line("a." * n + "x.test")] * 3)), (0, 1))
companion("dify verify: messages", 100, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([f"2026/07/27 12:00:00| FATAL: {i:06d}" for i in range(n)])), (1,))
companion("dify verify: lost parents", 100, lambda n: Input((*VERIFY, *ASKED), standard_input=lines([f"2026/07/27 12:00:00| Detected DEAD Parent: p{i:06d}" for i in range(n)])), (1,))
companion("dify verify: other lines", 200, lambda n: Input((*VERIFY, *ASKED), standard_input=lines(["\x1b[36msandbox-1  | \x1b[0mnothing"] * n)), (1,))
companion("dify verify: direct addresses of all domains", 25, lambda n: Input((*VERIFY,), setup=("dify", "init", *UPSTREAM, "--domains", "all", "--exempt", ",".join([*(address(i) for i in range(n)), *(f"e{i:06d}.test.x" for i in range(n))])), standard_input=lines([log_line(f"h{i:06d}.y.test") for i in range(n)])))
companion("dify verify: domains of the record", 30, lambda n: Input((*VERIFY,), setup=INIT_DONE, files={"proxyenv/setup.json": record(OWN_OVERRIDE, ", ".join(f'".d{i:06d}.test"' for i in range(n)))}, standard_input=lines([log_line(f"h{i:06d}.x.test") for i in range(n)])), (1,))
companion("dify verify: sources of the record", 30, lambda n: Input(("dify", "verify"), setup=INIT_DONE, files={"proxyenv/setup.json": record(OWN_OVERRIDE + ', "sources": ' + hashes([f"s{i:06d}" for i in range(n)]))}), (1,))
companion("dify init --uninstall: sources of the record", 40, lambda n: Input(("dify", "init", "--uninstall"), setup=INIT_DONE, files={"proxyenv/setup.json": record('"sources": ' + hashes([f"s{i:06d}" for i in range(n)]))}))
companion("dify init --uninstall: a file that the record names many times", 40, lambda n: Input(("dify", "init", "--uninstall"), setup=INIT_DONE, files={"proxyenv/setup.json": record('"files": ' + hashes(["proxyenv/upstream.conf"] * n))}), (125,))
companion("dify init: writes", 100, lambda n: Input(("dify", "init", *UPSTREAM, "--domains", ",".join(f"h{i:06d}.test.x" for i in range(n)))))
