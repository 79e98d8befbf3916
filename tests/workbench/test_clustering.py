"""Clusters over a collection: found, kept, joined, split, rejected, accepted, and taken back."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.config import Config
from annotate.errors import RuleError
from annotate.model import Place
from annotate.scheme import parse
from annotate.statements.clusters import Cancelled
from annotate.workbench.bench import Workbench
from annotate.workbench.cluster_groups import Grouping, Places, Said
from annotate.workbench.cluster_values import StatementCluster, matches, sorted_clusters
from annotate.workbench.clustering import MOST_REJECTED
from annotate.workbench.found_clusters import FoundClusters
from helpers import fresh, import_texts, link, open_bench, tag

TEXTS = {
    "post.txt": """Weir report angers the mill

The Harbour Post, 3 May 2031

“The inspectors never entered the weir house,” the mill’s owner Ada Quill said on Friday.

The report is wholly unlawful and void, she told reporters. Swans were seen near the lock.
""",
    "courier.txt": """Mill rejects the weir report

The Lowmere Courier, 4 May 2031

Ms Quill repeated that the inspectors never once entered the weir house.

The report is totally unlawful and void, she wrote.
""",
    "gazette.txt": """What the inspectors saw

The Valley Gazette, 6 May 2031

Inspectors did enter the weir house twice, a clerk said.

The mill holds that the report is plainly unlawful and void.

The mill’s paper says that the inspectors never entered the weir house.
""",
}
_DATES = {"post.txt": "2031-05-03", "courier.txt": "2031-05-04", "gazette.txt": "2031-05-06"}


@pytest.fixture
def bench(database: Path, tmp_path: Path) -> Iterator[Workbench]:
    with open_bench(database) as opened:
        import_texts(opened, tmp_path, TEXTS)
        for article in opened.articles():
            source = article.meta.source_file or ""
            outlet = TEXTS[source].splitlines()[2].partition(",")[0]
            opened.set_meta(article.id, article.version, {"published": _DATES[source], "outlet": outlet})
        yield opened


def about(bench: Workbench, word: str) -> StatementCluster:
    """The widest cluster with a word in its wording."""
    return next(cluster for cluster in bench.clusters() if word in cluster.text)


def holding(bench: Workbench, place: Place) -> StatementCluster:
    return next(cluster for cluster in bench.clusters() if place in cluster.places)


def wordings(clusters: Sequence[StatementCluster]) -> set[frozenset[str]]:
    return {frozenset(member.text for member in cluster.members) for cluster in clusters}


def steps(bench: Workbench) -> int:
    return len([entry for entry in bench.history() if entry.undoable])


def test_near_duplicates_of_the_collection_are_one_cluster(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    assert (cluster.articles, cluster.outlets, cluster.untagged) == (3, 3, 3)
    assert cluster.first_published == "2031-05-03"
    assert [member.published for member in cluster.members] == sorted(_DATES.values())
    for member in cluster.members:
        text = bench.text(member.place.article_id)
        assert text[member.place.start : member.place.end] == member.text


def test_a_cluster_tells_tags_speakers_and_what_rebuts_it(bench: Workbench) -> None:
    wholly = tag(bench, "claim", "report is wholly unlawful and void")
    rebuttal = tag(bench, "rebuttal", "Inspectors did enter the weir house twice")
    link(bench, "rebuts", rebuttal, wholly)
    speaking = fresh(bench, wholly)
    bench.set_attributes(speaking, type(speaking.attributes)(speaker="Ada Quill"))
    cluster = about(bench, "unlawful")
    assert (cluster.labels, cluster.label, cluster.untagged) == ((("claim", 1),), "claim", 2)
    assert cluster.speakers == ("Ada Quill",)
    assert [span.quote for span in cluster.rebutted_by] == ["Inspectors did enter the weir house twice"]
    assert [m.span.id for m in cluster.members if m.span] == [wholly.id]


def test_an_attribution_is_not_the_tag_of_the_statement_beside_it(bench: Workbench) -> None:
    tag(bench, "attribution", "The mill holds")
    assert about(bench, "unlawful").untagged == 3


def test_clusters_are_kept_beside_the_database_and_found_again_when_stale(
    bench: Workbench, database: Path, tmp_path: Path
) -> None:
    before = bench.clusters()
    assert bench.clusters_path.exists()
    with open_bench(database) as again:
        seen: list[float] = []
        assert again.clusters(progress=seen.append) == before
        assert seen == []
    more = {"echo.txt": "Echo\n\nThe report is entirely unlawful and void, a reader wrote.\n"}
    import_texts(bench, tmp_path, more)
    assert about(bench, "unlawful").articles == 4


@pytest.mark.parametrize("damage", ["garbage", "cut", "flipped"])
def test_a_damaged_file_is_made_anew(bench: Workbench, database: Path, damage: str) -> None:
    before = bench.clusters()
    content = bench.clusters_path.read_bytes()
    spoilt = {
        "garbage": b"no clusters",
        "cut": content[: len(content) // 2],
        "flipped": content[:-20] + bytes([content[-20] ^ 0xFF]) + content[-19:],
    }[damage]
    bench.clusters_path.write_bytes(spoilt)
    with open_bench(database) as again:
        assert again.clusters() == before
    assert bench.clusters_path.read_bytes() == content


def test_where_nothing_can_be_written_clusters_stay_in_memory(bench: Workbench, tmp_path: Path) -> None:
    expected = wordings(bench.clusters())
    bench.close()
    shutil.move(bench.clusters_path, tmp_path / "moved")
    bench.clusters_path.mkdir()  # a place where no file can be put
    with open_bench(bench.store.path) as again:
        assert wordings(again.clusters()) == expected
        assert wordings(again.clusters()) == expected
    assert bench.clusters_path.is_dir()


def test_who_does_not_want_the_clusters_any_more_is_let_go(bench: Workbench) -> None:
    with pytest.raises(Cancelled):
        bench.clusters(cancelled=lambda: True)
    assert bench.clusters()


def test_progress_goes_from_nothing_to_all(bench: Workbench) -> None:
    seen: list[float] = []
    bench.clusters(progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_merging_is_one_step_and_undo_takes_it_back(bench: Workbench) -> None:
    before = bench.clusters()
    one, other = about(bench, "unlawful"), about(bench, "entered")
    bench.merge_clusters(one, other)
    merged = holding(bench, one.place)
    assert set(merged.places) == {*one.places, *other.places}
    assert steps(bench) == 4  # three edits of metadata and this
    bench.undo()
    assert bench.clusters() == before
    bench.redo()
    assert holding(bench, one.place) == merged


def test_a_split_member_stays_out_and_undo_brings_it_back(bench: Workbench) -> None:
    before = bench.clusters()
    cluster = about(bench, "unlawful")
    off = cluster.members[(cluster.canonical + 1) % 3]
    parted = bench.split_cluster(cluster, [off])
    assert (parted.members, parted.unlinked) == (1, 0)
    left = about(bench, "unlawful")
    assert set(left.places) == set(cluster.places) - {off.place}
    bench.undo()
    assert bench.clusters() == before


def test_the_canonical_member_can_be_split_off(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    bench.split_cluster(cluster, [cluster.members[cluster.canonical]])
    rest = set(cluster.places) - {cluster.place}
    assert any(set(each.places) == rest for each in bench.clusters())


def test_members_split_off_together_are_a_cluster(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    off = [member for member in cluster.members if member.place != cluster.place]
    bench.split_cluster(cluster, off)
    assert {member.place for member in off} in [set(each.places) for each in bench.clusters()]


def test_a_part_of_a_merged_cluster_can_be_split_off_and_the_rest_stays(bench: Workbench) -> None:
    one, other = about(bench, "unlawful"), about(bench, "entered")
    bench.merge_clusters(one, other)
    merged = holding(bench, one.place)
    # The member that the two were joined by.
    off = next(member for member in merged.members if member.place == other.place)
    bench.split_cluster(merged, [off])
    left = holding(bench, one.place)
    assert set(left.places) == set(merged.places) - {off.place}


def test_merging_outweighs_an_earlier_split(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    off = [member for member in cluster.members if member.place != cluster.place]
    bench.split_cluster(cluster, off)
    other = next(c for c in bench.clusters() if off[0].place in c.places)
    bench.merge_clusters(other, cluster)
    assert set(about(bench, "unlawful").places) == set(cluster.places)


def test_splitting_deletes_the_links_across_in_the_same_step(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    bench.accept_all(cluster, "claim")
    tagged = about(bench, "unlawful")
    off = tagged.members[(tagged.canonical + 1) % 3]
    parted = bench.split_cluster(tagged, [off])
    assert parted.unlinked == 1
    assert set(about(bench, "unlawful").places) == set(cluster.places) - {off.place}
    bench.undo()
    assert about(bench, "unlawful") == tagged
    assert len(bench.links()) == 2


def test_a_split_needs_members_on_both_sides(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    with pytest.raises(RuleError, match="both sides"):
        bench.split_cluster(cluster, cluster.members)
    with pytest.raises(RuleError, match="both sides"):
        bench.split_cluster(cluster, [])


def test_a_rejected_cluster_is_gone_until_undo(bench: Workbench, database: Path) -> None:
    before = bench.clusters()
    cluster = about(bench, "unlawful")
    assert bench.reject_cluster(cluster).members == 3
    assert not [c for c in bench.clusters() if set(c.places) & set(cluster.places)]
    with open_bench(database) as again:
        assert not [c for c in again.clusters() if set(c.places) & set(cluster.places)]
    with open_bench(database, "lou") as other:
        assert about(other, "unlawful").articles == 3
    bench.undo()
    assert bench.clusters() == before


def test_a_huge_cluster_is_rejected_with_a_decision_a_member(database: Path, tmp_path: Path) -> None:
    count = MOST_REJECTED + 3
    texts = {f"{n}.txt": f"Sheet {n}\n\nThe ferry fares are wholly unfair.\n" for n in range(count)}
    with open_bench(database) as bench:
        import_texts(bench, tmp_path, texts)
        cluster = about(bench, "ferry")
        assert bench.reject_cluster(cluster).members == count
        assert bench.clusters() == []
        assert [entry.changes for entry in bench.history(limit=1)] == [count]
        bench.undo()
        assert about(bench, "ferry") == cluster
        bench.redo()
        bench.merge_clusters(cluster, cluster)
        assert about(bench, "ferry") == cluster


def test_accepting_all_tags_and_links_every_member_in_one_step(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    done = bench.accept_all(cluster, "claim")
    assert (done.tagged, done.linked, done.left_out) == (3, 2, ())
    after = about(bench, "unlawful")
    assert (after.labels, after.untagged) == ((("claim", 3),), 0)
    canonical = after.members[after.canonical].span
    assert canonical is not None
    assert {x.type for x in bench.links()} == {"same_as"}
    assert all(canonical.id in (x.source_id, x.target_id) for x in bench.links())
    assert {span.origin for span in bench.spans()} == {"suggestion"}
    bench.undo()
    assert (bench.spans(), bench.links()) == ([], [])


def test_accepting_all_leaves_out_other_labels_and_keeps_links(bench: Workbench) -> None:
    wholly = tag(bench, "claim", "report is wholly unlawful and void")
    totally = tag(bench, "claim", "report is totally unlawful and void")
    other = tag(bench, "rebuttal", "report is plainly unlawful and void")
    link(bench, "same_as", wholly, totally)
    done = bench.accept_all(about(bench, "unlawful"), "claim")
    assert (done.tagged, done.linked) == (0, 0)
    assert [member.span.id for member in done.left_out if member.span] == [other.id]
    assert len(bench.links()) == 1


def test_accepting_all_needs_a_label_that_is_linked_to_itself(bench: Workbench) -> None:
    with pytest.raises(RuleError, match="attribution"):
        bench.accept_all(about(bench, "unlawful"), "attribution")


def test_a_link_joins_what_wordings_did_not(bench: Workbench) -> None:
    swans = tag(bench, "claim", "Swans were seen near the lock")
    linked = tag(bench, "claim", "report is wholly unlawful and void")
    made = link(bench, "same_as", swans, linked)
    cluster = about(bench, "unlawful")
    assert "Swans were seen near the lock" in [member.text for member in cluster.members]
    assert len(cluster.members) == 4
    bench.unlink(made)
    assert len(about(bench, "unlawful").members) == 3


def test_a_rejected_suggestion_splits_its_member_off(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    span = tag(bench, "claim", "report is plainly unlawful and void")
    for suggestion in bench.suggestions(span):
        if "unlawful" in suggestion.text:
            bench.reject(span, suggestion)
    assert len(about(bench, "unlawful").members) == len(cluster.members) - 1


def test_a_merged_opposite_and_two_labels_of_one_wording_are_warned_of(bench: Workbench) -> None:
    assert [c.warnings for c in bench.clusters() if c.warnings] == []
    never = about(bench, "never")
    did = tag(bench, "claim", "Inspectors did enter the weir house twice")
    link(bench, "same_as", did, tag(bench, "claim", never.members[0].text))
    tag(bench, "rebuttal", "the inspectors never entered the weir house.\n".strip())
    kinds = {warning.kind for c in bench.clusters() for warning in c.warnings}
    assert kinds == {"opposite", "labels"}


def test_members_are_seen_in_their_text_with_what_differs(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    for member, seen in zip(cluster.members, bench.occurrences(cluster), strict=True):
        text = bench.text(member.place.article_id)
        assert seen.before + member.text + seen.after in text
        assert "\n" not in seen.before + seen.after
        words = [member.text[a:b] for a, b in seen.differing]
        assert (words == []) == (member.text.split()[-4:] == cluster.text.split()[-4:])


def test_variants_are_a_tree_by_date(bench: Workbench) -> None:
    cluster = about(bench, "unlawful")
    branches = bench.variants_of(cluster)
    assert branches[0].depth == 0
    assert branches[0].members[0] == 0
    assert sorted(n for branch in branches for n in branch.members) == list(range(len(cluster.members)))
    assert all(len(branch.last) == branch.depth for branch in branches)


def test_another_scheme_has_its_own_labels_and_links(database: Path, tmp_path: Path) -> None:
    scheme = parse(
        {
            "labels": {"premise": {"key": "p"}, "doubt": {"key": "d"}},
            "links": {
                "echo": {"ends": [["premise", "premise"]], "symmetric": True},
                "attacks": {"ends": [["doubt", "premise"]]},
            },
        }
    )
    with Workbench.open(Config(database, "kim", scheme=scheme)) as bench:
        import_texts(bench, tmp_path, TEXTS)
        bench.accept_all(about(bench, "unlawful"), "premise")
        assert {x.type for x in bench.links()} == {"echo"}
        assert about(bench, "unlawful").label == "premise"


def test_without_a_link_for_it_nothing_can_be_said_to_be_the_same(database: Path, tmp_path: Path) -> None:
    scheme = parse({"labels": {"premise": {"key": "p"}}})
    with Workbench.open(Config(database, "kim", scheme=scheme)) as bench:
        import_texts(bench, tmp_path, TEXTS)
        cluster = about(bench, "unlawful")
        with pytest.raises(RuleError, match="no link"):
            bench.reject_cluster(cluster)
        assert steps(bench) == 0


def test_an_empty_collection_and_a_single_article_have_few_clusters(database: Path, tmp_path: Path) -> None:
    with open_bench(database) as bench:
        assert bench.clusters() == []
        import_texts(bench, tmp_path, {"one.txt": "A note\n\nNothing is said twice here.\n"})
        assert bench.clusters() == []


def test_clusters_are_sorted_and_searched(bench: Workbench) -> None:
    clusters = bench.clusters()
    assert [c.articles for c in clusters] == sorted((c.articles for c in clusters), reverse=True)
    by_date = sorted_clusters(clusters, "date")
    assert [c.first_published or "9" for c in by_date] == sorted(c.first_published or "9" for c in clusters)
    bench.accept_all(clusters[0], "claim")
    assert sorted_clusters(bench.clusters(), "untagged")[-1].untagged == 0
    cluster = about(bench, "unlawful")
    assert matches(cluster, "VOID totally")
    assert matches(cluster, "lowmere")
    assert not matches(cluster, "void swans")


# The user's word on clusters of any shape


def _found(sizes: Sequence[int]) -> FoundClusters:
    starts = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    places = tuple(Place(f"article {n}", 0, 10) for n in range(starts[-1]))
    return FoundClusters(
        places, tuple(f"text {n}" for n in range(len(places))), tuple(starts), tuple(starts[:-1]), ()
    )


_SIZES = st.lists(st.integers(2, 4), min_size=1, max_size=4)
_PAIRS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15), st.booleans()), max_size=12)


@given(_SIZES, _PAIRS)
def test_the_users_word_holds_whatever_the_clusters(
    sizes: list[int], pairs: list[tuple[int, int, bool]]
) -> None:
    found = _found(sizes)
    count = found.member_count
    said = [
        Said(Place(f"article {a}", 0, 10), Place(f"article {b}", 0, 10), same)
        for a, b, same in pairs
        if a != b
    ]
    members = Places((place, n) for n, place in enumerate(found.places))
    groups = list(Grouping(found, members, said).groups())
    every = [number for group in groups for number in group.members]
    assert len(every) == len(set(every))
    assert all(len(group.members) > 1 and group.canonical in group.members for group in groups)
    by_number = {number: i for i, group in enumerate(groups) for number in group.members}
    apart = {(a, b) for a, b, same in pairs if not same and max(a, b) < count}
    for a, b in apart:
        assert a == b or by_number.get(a, -1) != by_number.get(b, -2)
    touched = {number for a, b, _ in pairs for number in (a, b)}
    for cluster, start in enumerate(found.starts[:-1]):
        numbers = range(start, found.starts[cluster + 1])
        if not touched & set(numbers):
            assert tuple(numbers) in {group.members for group in groups}
    if not apart:
        for a, b, same in pairs:
            if same and a != b and max(a, b) < count:
                assert by_number[a] == by_number[b]
