"""``python -m zhifa.cli``."""

from zhifa.cli import main

main()
