"""What scripts/dist records of its artefacts; started by it.

usage: dist_records.py sbom ARCHITECTURE BUILD     the libraries in the programs of a build, as SPDX 2.3
       dist_records.py built-using SBOM            the same as Debian's field Built-Using
       dist_records.py provenance FOLDER --tool PACKAGE...
                                                   what was made, of what (in-toto statement, SLSA provenance 1), with these tools, too

The linker and the compiler say which files they read (refresh_notices.py), and Debian's package database whose these are. Of
programs for another architecture the database is the file `packages` in build/cross/ARCHITECTURE.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

from refresh_notices import LIBRARIES, NOT_LINKED, PROGRAMS, REPOSITORY, archives_of, headers_of, lines_of

# What a build takes from the distribution, and what of it decides about the bytes.
BUILD_TOOLS = ("binutils", "cmake", "ninja-build", "debhelper", "dpkg-dev", "buildah", "tar", "gzip")


@dataclass(frozen=True, order=True)
class Package:
    name: str
    version: str
    source: str
    source_version: str

    @property
    def purl(self) -> str:
        return f"pkg:deb/debian/{self.name}@{quote(self.version, safe='')}"


def installed(name: str) -> Package | None:
    """The package of this machine; none if it is not installed."""
    form = "${db:Status-Status} ${Package} ${Version} ${source:Package} ${source:Version}\n"
    result = subprocess.run(["dpkg-query", "--show", f"--showformat={form}", name], capture_output=True, text=True, check=False)
    fields = result.stdout.splitlines()[0].split() if result.returncode == 0 else []
    return Package(*fields[1:]) if fields[:1] == ["installed"] else None


def owners_of(paths: set[Path], architecture: str) -> dict[Path, Package]:
    """The package of each of these files."""
    cross = REPOSITORY / "build" / "cross" / architecture
    root = cross / "root"
    owners = {}
    if any(path.is_relative_to(root) for path in paths):
        for line in (cross / "packages").read_text(encoding="utf-8").splitlines():
            # The name of a file of Boost's has a blank.
            name, *fields = line.rsplit(" ", 4)
            owners[root / name.removeprefix("/")] = Package(*fields)
    own = sorted(str(path) for path in paths if not path.is_relative_to(root))
    packages: dict[str, Package | None] = {}
    for line in lines_of(REPOSITORY, "dpkg-query", "--search", *own) if own else []:
        name, _, path = line.partition(": ")
        if name not in packages:
            packages[name] = installed(name)
        if (package := packages[name]) is not None:
            owners[Path(path)] = package
    return owners


def linked_into(build: Path, architecture: str) -> dict[str, set[Package]]:
    """The packages of which something is in each program."""
    files = {program: archives_of(program, build) | headers_of(program, build) for program in PROGRAMS}
    owners = owners_of(set().union(*files.values()), architecture)
    return {program: {owners[path] for path in paths if re.sub(r"-\w+-cross$", "", owners[path].name) not in NOT_LINKED}
            for program, paths in files.items()}  # fmt: skip


def terms_of(package: Package) -> str:
    for library in LIBRARIES:
        if any(package.name == name or package.name.startswith(f"{name}-") for name in library.packages):
            return f"{library.title}: {library.terms}"
    return ""


def moment() -> str:
    return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def spdx_package(identifier: str, name: str, version: str, **fields: object) -> dict:
    return {"SPDXID": identifier, "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION", **fields}  # fmt: skip


def sbom(options: argparse.Namespace) -> dict:
    packages: dict[str, dict] = {}
    relationships = []
    linked = linked_into(options.build, options.architecture)
    for program in PROGRAMS:
        identifier = f"SPDXRef-{program}"
        digest = hashlib.sha256((options.build / program).read_bytes()).hexdigest()
        packages[identifier] = spdx_package(identifier, program, options.version, licenseDeclared="Apache-2.0",
                                            primaryPackagePurpose="APPLICATION",
                                            checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
                                            sourceInfo=f"built from commit {options.commit}")  # fmt: skip
        relationships.append({"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": identifier})
        for package in sorted(linked[program]):
            library = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", package.name)
            packages[library] = spdx_package(
                library, package.name, package.version, supplier="Organization: Debian", primaryPackagePurpose="LIBRARY",
                sourceInfo=f"Debian source package {package.source} {package.source_version}", licenseComments=terms_of(package),
                externalRefs=[{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": package.purl}])  # fmt: skip
            relationships.append({"spdxElementId": identifier, "relationshipType": "STATIC_LINK", "relatedSpdxElement": library})
    name = f"proxyenv-{options.version}-linux-{options.architecture}"
    return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": name,
            "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{options.commit}",
            "creationInfo": {"created": moment(), "creators": ["Tool: scripts/dist"]},
            "packages": list(packages.values()), "relationships": relationships}  # fmt: skip


def built_using(path: Path) -> str:
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    sources = {re.sub(r"^Debian source package (\S+) (\S+)$", r"\1 (= \2)", package["sourceInfo"]) for package in packages if "supplier" in package}
    return ", ".join(sorted(sources))


def materials(folder: Path, commit: str, tools: list[str]) -> list[dict]:
    """The source and the packages, each with its version."""
    source = {"uri": "git+file:proxyenv", "digest": {"gitCommit": commit}}
    purls = {reference["referenceLocator"] for path in folder.glob("*.spdx.json")
             for package in json.loads(path.read_text())["packages"] for reference in package.get("externalRefs", [])}  # fmt: skip
    names = [*BUILD_TOOLS, *tools]
    purls |= {package.purl for package in map(installed, names) if package is not None}
    return [source, *({"uri": purl} for purl in sorted(purls))]


def provenance(options: argparse.Namespace) -> dict:
    subjects = [{"name": path.name, "digest": {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}}
                for path in sorted(options.folder.iterdir())]  # fmt: skip
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "scripts/dist",
                "externalParameters": {"version": options.version, "commit": options.commit,
                                       "SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]},
                "resolvedDependencies": materials(options.folder, options.commit, options.tool),
            },  # fmt: skip
            "runDetails": {"builder": {"id": "whoever ran scripts/dist: nothing here is signed"}},
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("sbom", "built-using", "provenance"):
        command = commands.add_parser(name)
        command.add_argument("--version", required=True)
        command.add_argument("--commit", required=True)
        if name == "provenance":
            command.add_argument("folder", type=Path)
            command.add_argument("--tool", action="append", default=[])
        elif name == "built-using":
            command.add_argument("sbom", type=Path)
        else:
            command.add_argument("architecture")
            command.add_argument("build", type=Path)
    options = parser.parse_args()
    if options.command == "built-using":
        print(built_using(options.sbom))
    else:
        print(json.dumps(sbom(options) if options.command == "sbom" else provenance(options), indent=1, sort_keys=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
