"""The speaker: proposed beside a span, taken as attribution, link and name in one step."""

from annotate.model import Attributes
from annotate.workbench.bench import Workbench
from helpers import fresh, tag

SAID = "Nothing has left our mill"


def test_the_speaker_is_taken_in_one_step(project: Workbench) -> None:
    span = tag(project, "claim", SAID)
    (speaker, *_) = project.speakers_of(span)
    assert speaker.name == "Ada Quill"
    frame = project.spans_by_id([project.take_speaker(span, speaker)]).popitem()[1]
    assert (frame.label, frame.origin) == ("attribution", "suggestion")
    assert "told reporters" in frame.quote
    (made,) = project.links()
    assert (made.source_id, made.type, made.target_id) == (frame.id, "attributes", span.id)
    assert fresh(project, span).attributes.speaker == "Ada Quill"
    assert project.speakers_of(fresh(project, span)) == []
    project.undo()
    assert [s.id for s in project.spans()] == [span.id]
    assert fresh(project, span).attributes.speaker is None
    assert project.speakers_of(fresh(project, span)) == [speaker]


def test_an_attribution_that_stands_there_is_linked(project: Workbench) -> None:
    first, second = tag(project, "claim", SAID), tag(project, "rebuttal", "The claim is baseless")
    (speaker, *_) = project.speakers_of(first)
    frame = project.take_speaker(first, speaker)
    (again, *_) = project.speakers_of(second)
    assert project.take_speaker(second, again) == frame
    assert len(project.links()) == 2


def test_names_in_use_are_proposed_as_they_are_written(project: Workbench) -> None:
    first = tag(project, "claim", SAID)
    project.set_attributes(first, Attributes(speaker="QUILL, Ada"))
    second = tag(project, "claim", "The claim is baseless")
    assert "Ada Quill" in [speaker.name for speaker in project.speakers_of(second)]
    project.set_attributes(fresh(project, first), Attributes(speaker="Ms. Ada Quill"))
    assert "Ms. Ada Quill" in [speaker.name for speaker in project.speakers_of(second)]


def test_an_attribution_has_no_speaker_of_its_own(project: Workbench) -> None:
    assert project.speakers_of(tag(project, "attribution", "told reporters on Friday")) == []
