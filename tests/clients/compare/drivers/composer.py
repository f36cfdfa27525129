"""Composer's downloader in PHP, by ../php/composer.php. The version is that of Composer."""

from pathlib import Path

from driving import first_version, run_changing_program

PROGRAM = Path(__file__).resolve().parent.parent / "php" / "composer.php"
EXTENSIONS = ("curl", "iconv", "mbstring", "phar", "tokenizer")

arguments = [word for name in EXTENSIONS for word in ("-d", f"extension={name}")]
run_changing_program(first_version("dpkg-query", "--show", "composer"), ["php", "-n", *arguments, str(PROGRAM)])
