"""How far annotators agree, and where not: one measure a file; plain values in and out.

`study.Study.of` takes what was annotated, `report.agreement` gives every figure with its interval,
`disagreements.disagreements` the records behind them. May import text, model and scheme; knows no
database and no screen. numpy is imported by the modules that count, scipy inside the functions that solve.
"""
