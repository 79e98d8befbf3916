"""How far annotators agree, and where not: one measure a file; plain values in and out.

May import text and model; knows no database and no screen. numpy and scipy are imported where they work.
"""
