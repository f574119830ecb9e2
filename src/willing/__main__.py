"""`python -m willing`: the same as the command `willing`."""

from willing.cli.main import main

main()
