"""The reports of `check` are what their readers can read: SARIF by its schema, JUnit by XML parsers, GitHub's workflow
commands by the rules of its runner. Asked for sources with hostile names and values, and for all findings together.

    /usr/bin/python3 -B tests/reports/reports.py PROXYENV
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema

SCHEMA = Path(__file__).resolve().parent / "sarif-2.1.0-rtm.5.json"
PROXYENV = ""
SECRET = "tOpS3cr3t"

# Names of files, each with what somebody wants to bring into a report.
NAMES: tuple[bytes, ...] = (
    b"plain.env", b"with blank.env", b"a,line=9.env", b"a:b.env", b"a%0A::error::b.env", b"::error::b.env", b"a\n::error::b.env",
    b"<x>&amp;\"'.env", b"]]>.env", b"\x01\x1b[31m.env", b"\xff.env", b"\xed\xa0\x80.env", b"\xef\xbf\xbe.env", b"\xef\xbf\xbf.env",
    b"\xc2\x85.env", b"\xe2\x80\xae.env", "代理.env".encode(), "😀.env".encode(), b"#a?b.env", b"-a.env",
)  # fmt: skip
VALUES: tuple[bytes, ...] = (
    b"HTTPS_PROXY='http://p.test:1'", b"https_proxy=p.test:3128", b"http_proxy=http://alice:" + SECRET.encode() + b"@p.test:1 ",
    b"NO_PROXY=a, b,*.c,10.0.0.0/8,<x>&,%0A::error::,]]>", b"no_proxy=\xef\xbf\xbe\x01\x1b,::1", b"all_proxy=socks5://p:1",
    b"HTTP_PROXY=http://" + SECRET.encode() + b":@p.test:1/x", b"NO_PROXY=", b"grpc_proxy=http://p:99999",
)  # fmt: skip


def check(form: str, folder: Path, *words: bytes | str) -> tuple[int, bytes]:
    """The exit status and the output of one call."""
    result = subprocess.run([PROXYENV, "check", "--output", form, *words], cwd=folder, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    return result.returncode, result.stdout


def decoded_property(text: str) -> str:
    """As the runner decodes a property (actions/runner, ActionCommand.cs)."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


class Reports(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.words: list[bytes] = []
        for name in NAMES:
            with open(os.path.join(os.fsencode(self.folder), name), "wb") as file:
                file.write(b"# values\n" + b"\n".join(VALUES) + b"\n")
            self.words.append(b"./" + name)
        self.words.append(b"./missing<&>.env")

    def report(self, form: str) -> str:
        status, output = check(form, self.folder, "--env-format", "docker", *self.words)
        self.assertEqual(status, 125, "the missing file is told")
        text = output.decode()  # valid UTF-8, or the test fails
        self.assertNotIn(SECRET, text)
        self.assertIsNone(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text))
        return text

    def test_sarif_is_valid_by_its_schema(self) -> None:
        log = json.loads(self.report("sarif"))
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft4Validator(schema).validate(log)
        run = log["runs"][0]
        self.assertFalse(run["invocations"][0]["executionSuccessful"])
        rules = run["tool"]["driver"]["rules"]
        places = set()
        for result in run["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            place = result["locations"][0]["physicalLocation"]
            places.add(unquote_to_bytes(place["artifactLocation"]["uri"]))
            self.assertIn(place["region"]["startLine"], range(2, len(VALUES) + 2))
        self.assertEqual(places, set(NAMES), "each file is found again by its URI")
        broken = json.loads(json.dumps(log))
        broken["runs"][0]["results"][0]["level"] = "notice"
        self.assertFalse(jsonschema.Draft4Validator(schema).is_valid(broken), "the schema refuses what is wrong")

    def test_sarif_of_an_environment_and_of_nothing_is_valid(self) -> None:
        validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text()))
        (self.folder / "empty.env").write_text("A=1\n")
        for words in ((), ("empty.env",), ("--pid", str(os.getpid()))):
            _, output = check("sarif", self.folder, *words)
            validator.validate(json.loads(output))

    def test_junit_is_xml(self) -> None:
        text = self.report("junit")
        root = ElementTree.fromstring(text)
        suites = root.findall("testsuite")
        self.assertEqual(len(suites), len(self.words))
        for counted, element in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
            for suite in suites:
                self.assertEqual(int(suite.attrib[counted]), len(suite.findall(element)))
            self.assertEqual(int(root.attrib[counted]), sum(int(suite.attrib[counted]) for suite in suites))
        (self.folder / "report.xml").write_text(text)
        subprocess.run(["xmllint", "--noout", "--nonet", "report.xml"], cwd=self.folder, check=True)

    def test_annotations_of_github_are_commands_and_nothing_else(self) -> None:
        *lines, last = self.report("github").splitlines()
        self.assertRegex(last, r"^[0-9]+ errors?, .*; 1 source could not be read$")
        files = set()
        for line in lines:
            match = re.fullmatch(r"::(error|warning|notice) file=([^,:]*)(?:,line=([0-9]+))?,title=([^,:]*)::(.*)", line)
            assert match, line
            files.add(decoded_property(match[2]))
        self.assertEqual(len(files), len(self.words))
        for name in ("./a,line=9.env", "./a:b.env", "./a%0A::error::b.env", "./::error::b.env", "./代理.env"):
            self.assertIn(name, files)

    def test_json_lists_what_was_read(self) -> None:
        report = json.loads(self.report("json"))
        self.assertEqual(len(report["sources"]), len(self.words))
        self.assertEqual([source["error"] is None for source in report["sources"]], [True] * len(NAMES) + [False])
        self.assertEqual({finding["source"] for finding in report["findings"]}, {each["source"] for each in report["sources"][:-1]})

    def test_text_begins_no_line_with_what_a_name_holds(self) -> None:
        for line in self.report("text").splitlines():
            self.assertRegex(line, r"^(  (why|fix|write): |\./|no problems in |[0-9]+ (proxy variable|error))")


if __name__ == "__main__":
    PROXYENV = os.path.abspath(sys.argv.pop(1))
    unittest.main()
