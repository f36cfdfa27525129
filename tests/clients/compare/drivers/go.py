"""Go's net/http: builds ../go/main.go with the Go that is installed; it needs the standard library only."""

import os
import subprocess
from pathlib import Path

from driving import first_version, run_program

SOURCE = Path(__file__).resolve().parent.parent / "go" / "main.go"
SCRATCH = Path(os.environ["TMPDIR"])
BINARY = SCRATCH / "go-client"

environment = {
    **os.environ,
    "GOCACHE": str(SCRATCH / "go-cache"),
    "GOPATH": str(SCRATCH / "go"),
    "GOFLAGS": "-mod=mod",
    "GOPROXY": "off",
    "GO111MODULE": "off",
    "CGO_ENABLED": "0",
}
subprocess.run(["go", "build", "-o", str(BINARY), str(SOURCE)], env=environment, check=True)
run_program(first_version("go", "version"), [str(BINARY)])
