"""Ruby: ruby.py net_http|open_uri runs ../ruby/client.rb."""

import sys
from pathlib import Path

from driving import first_version, run_changing_program

PROGRAM = Path(__file__).resolve().parent.parent / "ruby" / "client.rb"

run_changing_program(first_version("ruby", "--version"), ["ruby", "--disable-gems", "-W0", str(PROGRAM), *sys.argv[1:]])
