"""Go: go.py net_http builds ../go/main.go, which needs the standard library only; go.py grpc builds ../grpc_go/main.go
with grpc-go from Debian's package. The Go that is installed builds both. What it compiles it keeps in build/go of the
project: half a minute of processor time the first time."""

import os
import subprocess
import sys
from pathlib import Path

from driving import first_version, run_program

(client,) = sys.argv[1:]
COMPARE = Path(__file__).resolve().parent.parent
SOURCE = COMPARE / {"net_http": "go", "grpc": "grpc_go"}[client] / "main.go"
SCRATCH = Path(os.environ["TMPDIR"])
BINARY = SCRATCH / f"go-{client}"

environment = {
    **os.environ,
    "GOCACHE": str(COMPARE.parents[2] / "build" / "go"),
    "GOPATH": f"{SCRATCH}/go:/usr/share/gocode",
    "GOPROXY": "off",
    "GO111MODULE": "off",
    "CGO_ENABLED": "0",
}
subprocess.run(["go", "build", "-o", str(BINARY), str(SOURCE)], env=environment, check=True)
version = first_version(str(BINARY), "version") if client == "grpc" else first_version("go", "version")
run_program(version, [str(BINARY)])
