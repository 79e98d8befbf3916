"""Near-duplicate statements: folding, scoring, index, clusters, speakers; plain values in and out.

May import text and model; knows no database and no screen. numpy and rapidfuzz are imported where they work.
"""
