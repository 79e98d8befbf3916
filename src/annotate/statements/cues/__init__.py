"""Reporting cues: who reports, by which words, on which side of them.

May import text, and nothing else of this package.
"""
