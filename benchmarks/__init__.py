"""Speed, measured: `python -m benchmarks` prints a table. Nothing here runs in the tests."""
