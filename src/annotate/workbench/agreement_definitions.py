"""The definition of each figure of agreement, as it is printed on the page: formula and source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is computed, and where that is from."""

    formula: str
    source: str


_F1 = "2 tp / (n₁ + n₂), tp the spans {} and n₁, n₂ the spans of each annotator"
_RIJSBERGEN = "van Rijsbergen 1979; between annotators Hripcsak & Rothschild 2005"
_ALPHA = (
    "1 − D_o / D_e; observed disagreement D_o within, expected D_e across all pairs of values, distance {}"
)
_KRIPPENDORFF = "Krippendorff 2004"
_UNITIZING = "Krippendorff, Mathet, Bouvry & Widlöcher 2016, with erratum"
_KAPPA = "(P_o − P_e) / (1 − P_e); P_o the share of equal labels, P_e {}"
_OF_LINKS = "2 tp / (n₁ + n₂), tp the links whose ends are aligned and {}"
_SINGLES = "; clusters of one mention left out"
_MUC = "recall Σ (c − 1) / Σ (|k| − 1) over the parts c that the other’s clusters cut each cluster k into"
_B3 = "recall: mean over mentions of the share of their cluster that the other has with them in one"
_CEAFE = "best one-to-one assignment of clusters by 2 c / (|k| + |r|), c the mentions in common"
_LEA = "recall Σ |k| · (links of k that the other has) / (links of k) / Σ |k|, n (n − 1) / 2 links among n"
_CONLL = "mean of the F of MUC, B³ and CEAFe"

DEFINITIONS: Mapping[str, Definition] = {
    "span_f1_exact_labelled": Definition(_F1.format("with the same offsets and label"), _RIJSBERGEN),
    "span_f1_exact_unlabelled": Definition(_F1.format("with the same offsets"), _RIJSBERGEN),
    "span_f1_relaxed_labelled": Definition(
        _F1.format(
            "paired one to one with IoU ≥ ½ and the same label, IoU the characters in common / in either"
        ),
        _RIJSBERGEN,
    ),
    "span_f1_relaxed_unlabelled": Definition(
        _F1.format("paired one to one with IoU ≥ ½, IoU the characters in common / in either"), _RIJSBERGEN
    ),
    "character_f1_labelled": Definition(
        "2 tp / (n₁ + n₂) of characters, one counted once for each of its labels", _RIJSBERGEN
    ),
    "character_f1_unlabelled": Definition("2 tp / (n₁ + n₂) of characters with any label", _RIJSBERGEN),
    "label_alpha": Definition(
        _ALPHA.format("0 for the same label, else 1; a unit is a pair or group of matched spans"),
        _KRIPPENDORFF,
    ),
    "label_kappa": Definition(_KAPPA.format("Σ p₁(k) p₂(k), each annotator’s own shares"), "Cohen 1960"),
    "label_pi": Definition(_KAPPA.format("Σ π(k)², the shares of both together"), "Scott 1955"),
    "label_ac1": Definition(
        _KAPPA.format("Σ π(k) (1 − π(k)) / (K − 1), K the labels that the two used"), "Gwet 2008"
    ),
    "label_fleiss": Definition(_KAPPA.format("Σ π(k)², the shares of all together"), "Fleiss 1971"),
    "character_alpha_nominal": Definition(
        _ALPHA.format("0 for the same set of labels on a character, else 1"), _KRIPPENDORFF
    ),
    "character_alpha_jaccard": Definition(
        _ALPHA.format("1 − |A ∩ B| / |A ∪ B| of the sets of labels on a character"),
        f"{_KRIPPENDORFF}; Jaccard 1901",
    ),
    "character_alpha_masi": Definition(
        _ALPHA.format(
            "1 − J · M of the sets of labels, J Jaccard’s share, M 1 for equal sets, ⅔ for one within the "
            "other, ⅓ where they overlap, 0 else"
        ),
        f"{_KRIPPENDORFF}; Passonneau 2006",
    ),
    "unitizing_alpha": Definition(
        "uα of one label against the gaps; a text is tiled by an annotator’s spans, overlapping ones joined, "
        "and gaps; 1 − D_o / D_e with disagreement in characters, and spans moved as wholes for chance",
        _UNITIZING,
    ),
    "unitizing_u_alpha": Definition(
        "uα of all labels and the gaps at once, in articles where no annotator’s spans overlap", _UNITIZING
    ),
    "unitizing_boundary_alpha": Definition(
        "|uα: spans of whatever label against the gaps, each span a whole", _UNITIZING
    ),
    "unitizing_coding_alpha": Definition(
        "cuα: labels against each other, only where spans of two annotators meet", _UNITIZING
    ),
    "unitizing_value_alpha": Definition(
        "(k)uα: one label against the others, only where spans of two annotators meet", _UNITIZING
    ),
    "unitizing_alpha_1995": Definition(
        "1 − Σ D_o / Σ D_e over labels; squared differences of beginnings and ends where spans meet, squared "
        "lengths where one lies in the other’s gap; articles joined to one text, overlapping spans to one",
        "Krippendorff 1995, 2004",
    ),
    "link_f1_typed_end_to_end": Definition(
        _OF_LINKS.format("type and direction the same; a link with an end the other lacks counts as missed"),
        _RIJSBERGEN,
    ),
    "link_f1_untyped_end_to_end": Definition(
        _OF_LINKS.format("direction the same; a link with an end the other lacks counts as missed"),
        _RIJSBERGEN,
    ),
    "link_f1_typed_aligned": Definition(
        _OF_LINKS.format("type and direction the same; only links with both ends aligned count"), _RIJSBERGEN
    ),
    "link_f1_untyped_aligned": Definition(
        _OF_LINKS.format("direction the same; only links with both ends aligned count"), _RIJSBERGEN
    ),
    "cluster_muc": Definition(_MUC, "Vilain et al. 1995"),
    "cluster_b3": Definition(_B3, "Bagga & Baldwin 1998"),
    "cluster_ceafe": Definition(_CEAFE, "Luo 2005"),
    "cluster_lea": Definition(_LEA, "Moosavi & Strube 2016"),
    "cluster_conll": Definition(_CONLL, "Pradhan et al. 2012"),
    "cluster_b3_without_singles": Definition(_B3 + _SINGLES, "Bagga & Baldwin 1998"),
    "cluster_ceafe_without_singles": Definition(_CEAFE + _SINGLES, "Luo 2005"),
    "cluster_lea_without_singles": Definition(_LEA + _SINGLES, "Moosavi & Strube 2016"),
    "cluster_conll_without_singles": Definition(_CONLL + _SINGLES, "Pradhan et al. 2012"),
    "gamma": Definition(
        "1 − δ_o / δ_e; δ_o the disorder of the best alignment of all annotators’ spans, δ_e its mean over "
        "chance samples of the same numbers, lengths and labels",
        "Mathet, Widlöcher & Métivier 2015",
    ),
    "gamma_cat": Definition("γ of the labels of aligned spans, each pair by how near it is", "Mathet 2017"),
    "gamma_k": Definition("γ-cat of the pairs with one label", "Mathet 2017"),
}
"""By key of the figure."""
