"""Java's HttpURLConnection: compiles ../java/Client.java. What the environment says reaches it by JAVA_TOOL_OPTIONS and
its like only."""

import os
import subprocess
from pathlib import Path

from driving import first_version, run_program

SOURCE = Path(__file__).resolve().parent.parent / "java" / "Client.java"
CLASSES = Path(os.environ["TMPDIR"]) / "java-client"

subprocess.run(["javac", "-d", str(CLASSES), str(SOURCE)], check=True)
options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m"]
run_program(first_version("java", "-version"), ["java", *options, "-cp", str(CLASSES), "Client"])
