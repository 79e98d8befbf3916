"""`python -m annotate`: the command line."""

from annotate.cli.app import main

main()
