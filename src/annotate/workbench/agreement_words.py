"""What each figure of agreement is called in short, and what it is and is not."""

from collections.abc import Mapping

from annotate.agreement.figure import Figure

SHORT: Mapping[str, str] = {
    "span_f1_exact_labelled": "F1, same offsets and label",
    "span_f1_exact_unlabelled": "F1, same offsets, any label",
    "span_f1_relaxed_labelled": "F1, IoU ≥ ½, same label",
    "span_f1_relaxed_unlabelled": "F1, IoU ≥ ½, any label",
    "character_f1_labelled": "F1 of characters, same label",
    "character_f1_unlabelled": "F1 of characters, any label",
    "label_alpha": "Krippendorff’s α",
    "label_kappa": "Cohen’s κ",
    "label_pi": "Scott’s π",
    "label_ac1": "Gwet’s AC1",
    "label_fleiss": "Fleiss’ κ",
    "character_alpha_nominal": "α of characters, nominal",
    "character_alpha_jaccard": "α of characters, Jaccard",
    "character_alpha_masi": "α of characters, MASI 2006",
    "unitizing_alpha": "uα 2016, by length",
    "unitizing_u_alpha": "uα 2016, all labels",
    "unitizing_boundary_alpha": "|uα 2016, any label",
    "unitizing_coding_alpha": "cuα 2016, where units meet",
    "unitizing_value_alpha": "(k)uα 2016, where units meet",
    "unitizing_alpha_1995": "αU of 1995/2004",
    "link_f1_typed_end_to_end": "F1 end to end",
    "link_f1_untyped_end_to_end": "F1 end to end, any type",
    "link_f1_typed_aligned": "F1 given aligned ends",
    "link_f1_untyped_aligned": "F1 aligned ends, any type",
    "cluster_muc": "MUC F",
    "cluster_b3": "B³ F",
    "cluster_ceafe": "CEAFe F",
    "cluster_lea": "LEA F",
    "cluster_conll": "CoNLL F",
    "cluster_b3_without_singles": "B³ F without singles",
    "cluster_ceafe_without_singles": "CEAFe F without singles",
    "cluster_lea_without_singles": "LEA F without singles",
    "cluster_conll_without_singles": "CoNLL F without singles",
    "gamma": "γ",
    "gamma_cat": "γ-cat",
    "gamma_k": "γ-k",
}
"""Names for rows, by key; the named definition is `Figure.name`."""

BRIEF: Mapping[str, str] = {"unitizing_alpha": "uα 2016", "span_f1_exact_labelled": "exact F1"}
"""Still shorter, for behind the name of a label."""

_READ_AS: tuple[tuple[str, str], ...] = (
    (
        "span_f1_exact",
        "Share of both annotators’ spans that the other marked from the same first to the same last "
        "character. Not corrected for chance; a comma more is a miss.",
    ),
    (
        "span_f1_relaxed",
        "Share of spans paired with one of the other’s so that what both cover is at least half of what "
        "either covers. Not corrected for chance: who marks nearly everything gets much for nothing.",
    ),
    (
        "character_f1",
        "Share of marked characters that both marked. Ruled by long spans, and not corrected for chance.",
    ),
    (
        "label_fleiss",
        "Agreement on the label of spans that everybody marked, corrected for chance. The harder spans, "
        "which somebody missed, are not in it.",
    ),
    (
        "label_ac1",
        "Agreement on the label of matched spans; a footnote to alpha where one label is much more frequent "
        "than the others. Spans without a partner are not in it.",
    ),
    (
        "label_",
        "Agreement on the label of matched spans, corrected for chance. Says nothing of spans that only one "
        "of them marked: read it with its coverage, the share of spans that are matched.",
    ),
    (
        "character_alpha",
        "Agreement on the labels of every character, corrected for chance; spans may overlap. Blind to "
        "units: two claims side by side are one long claim to it.",
    ),
    (
        "unitizing_alpha_1995",
        "The earlier definition, for comparison with other tools only; not comparable with the one of 2016.",
    ),
    (
        "unitizing_coding_alpha",
        "Agreement on labels where marked stretches of both meet, corrected for chance and weighted by "
        "length. Says nothing of what only one of them marked: read it with its coverage.",
    ),
    (
        "unitizing_value_alpha",
        "Agreement on one label where marked stretches of both meet, corrected for chance and weighted by "
        "length. Says nothing of what only one of them marked: read it with its coverage.",
    ),
    (
        "unitizing_",
        "Agreement on where spans begin and end, corrected for chance. Weighted by length: one long span "
        "rules ten short ones, so read it beside F1.",
    ),
    (
        "link_f1_typed_end",
        "Share of links that the other has too, with the same type and ends. A link whose end the other did "
        "not mark counts as a miss.",
    ),
    (
        "link_f1_untyped_end",
        "Share of links that the other has between the same ends, whatever their type. A link whose end the "
        "other did not mark counts as a miss.",
    ),
    (
        "link_f1",
        "The same among links between spans that both marked: the harder links are not in it, so read it "
        "with its coverage.",
    ),
    (
        "cluster_muc",
        "Share of joins that both made. Rewards who joins too much, and ignores statements that stand alone.",
    ),
    ("cluster_lea", "Share of joins that both made, each cluster weighted by its size."),
    (
        "cluster_",
        "Agreement on which spans are one statement. Statements that stand alone raise it; beside it is the "
        "same without them.",
    ),
    (
        "gamma_",
        "Agreement on the labels of aligned spans, corrected for chance. 1 where little is aligned: read it "
        "with the number of pairs it counts.",
    ),
    (
        "gamma",
        "Agreement on places and labels at once, corrected for chance by sampling. Comparable only between "
        "figures of the same parameters.",
    ),
)


def titled(figure: Figure) -> str:
    """The short name with what it is about, for where no group stands over it."""
    about = {"span": "spans", "label": "labels", "link": "links"}.get(figure.key.split("_")[0])
    short = SHORT.get(figure.key, figure.name)
    return f"{about}: {short}" if about else short


def read_as(figure: Figure) -> str:
    """What a figure is, and what it is not."""
    return next((says for start, says in _READ_AS if figure.key.startswith(start)), "")
