"""Perl: perl.py PROGRAM MODULE runs ../perl/PROGRAM.pl, whose version is that of the module."""

import sys
from pathlib import Path

from driving import first_version, run_changing_program

program, module = sys.argv[1:]
PROGRAM = Path(__file__).resolve().parent.parent / "perl" / f"{program}.pl"
version = first_version("perl", f"-M{module}", "-e", f"print {module}->VERSION")

run_changing_program(version, ["perl", str(PROGRAM)])
