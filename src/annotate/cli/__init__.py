"""The command line. Imports typer and the standard library at the top, everything else inside the command."""
