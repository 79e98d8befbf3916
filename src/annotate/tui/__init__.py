"""The workbench in the terminal. The only importer of textual; reaches data through annotate.workbench."""
