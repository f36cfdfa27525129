"""Java's HttpURLConnection: compiles ../java/Client.java. The environment affects it only through JAVA_TOOL_OPTIONS
and similar variables."""

import os
import subprocess
from pathlib import Path

from driving import first_version, run_program

SOURCE = Path(__file__).resolve().parent.parent / "java" / "Client.java"
CLASSES = Path(os.environ["TMPDIR"]) / "java-client"

subprocess.run(["javac", "-d", str(CLASSES), str(SOURCE)], check=True)
jar = CLASSES / "client.jar"  # only from a jar are classes archived
subprocess.run(["jar", "--create", "--file", str(jar), "-C", str(CLASSES), "Client.class"], check=True)
command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", str(jar)]
# The classes of a first run, including https, are archived, because most of the time is the start.
archive = CLASSES / "classes.jsa"
subprocess.run(
    [*command, f"-XX:ArchiveClassesAtExit={archive}", "Client"],
    input="http://127.0.0.1:1/\nhttps://127.0.0.1:443/\n",
    text=True,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
    check=True,
)
run_program(first_version("java", "-version"), [*command, f"-XX:SharedArchiveFile={archive}", "-Xshare:auto", "Client"])
