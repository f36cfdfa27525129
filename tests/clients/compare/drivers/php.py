"""PHP: php.py PROGRAM runs ../php/PROGRAM.php. The version is that of libcurl in PHP."""

import sys
from pathlib import Path

from driving import first_version, run_changing_program

(program,) = sys.argv[1:]
PROGRAM = Path(__file__).resolve().parent.parent / "php" / f"{program}.php"

run_changing_program(first_version("php", "-r", "echo curl_version()['version'];"), ["php", "-n", "-d", "extension=curl", str(PROGRAM)])
