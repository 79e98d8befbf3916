"""The workbench in the terminal. The only importer of textual; reaches data through annotate.workbench."""

import os

# Textual paints at ticks of this clock only, so at its default of 60 a key waits up to 17 ms to be seen,
# twice that where a status line follows. It reads the variable on import, hence here.
os.environ.setdefault("TEXTUAL_FPS", "500")
