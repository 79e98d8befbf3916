"""annotate: a claim and counter-claim annotation workbench in the terminal."""
