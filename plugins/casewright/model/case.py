"""A case: what a public body tried, who led it, what came of it and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casewright.model.dates import Date
from casewright.model.fields import (
    CiteText,
    DateText,
    Group,
    IdText,
    ListOf,
    Number,
    PlainText,
    ProseText,
    RecordRef,
    TermText,
    YesNo,
    declare,
)
from casewright.model.ids import Kind, TermId
from casewright.model.prose import Citation, Prose
from casewright.model.record import Record
from casewright.problems import Code

SUMMARY_WORDS = 60
OUTCOME_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance:
    """Who leads, decides, pays, hosts and takes part, and what the IT department does."""

    model: TermId = declare(
        TermText("governance"), "Who leads: the pattern; unknown, where nothing read says it.", example="unknown"
    )
    leads: Prose | None = declare(
        ProseText(), "Who leads it, with a citation; a pattern other than unknown needs it.", required=False
    )
    model_note: Prose | None = declare(
        ProseText(), "Why this pattern was chosen and what speaks against it, where that is open.", required=False
    )
    decides: Prose | None = declare(ProseText(), "Who decides what is done.", required=False)
    funds: Prose | None = declare(ProseText(), "Who pays, and how much.", required=False)
    hosts: Prose | None = declare(ProseText(), "Where it sits and to whom it reports.", required=False)
    takes_part: Prose | None = declare(ProseText(), "Who else has a part: staff, residents, firms.", required=False)
    it_role: TermId = declare(TermText("it-roles"), "What the IT department does.", example="supports")
    it_role_note: Prose | None = declare(ProseText(), "How that is known.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """The part that technology plays."""

    role: TermId = declare(TermText("technology-roles"), "How much of the case is technology.", example="tool")
    note: Prose | None = declare(ProseText(), "Which technology, and what for.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One dated state in the life of a case."""

    state: TermId = declare(TermText("status"), "What happened to it.", example="launched")
    part: str | None = declare(
        PlainText(),
        "Of which part, where the state is not one of the whole case. Such a state is shown with its part, and the "
        "case is not listed under it.",
        required=False,
        example="The desk by telephone",
    )
    date: Date = declare(DateText(), "When.", example="2011")
    note: Prose | None = declare(ProseText(), "What exactly.", required=False)
    successor: TermId | None = declare(
        TermText("organisations"),
        "The body named as the one to go on with its work, where that has no case of its own.",
        required=False,
        example="springfield-city",
    )
    source: Citation = declare(CiteText(), "Who says so.", example="doe2013desk, p. 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the case, in words: neither a state nor a figure says whether it worked."""

    text: Prose = declare(
        ProseText(most_words=OUTCOME_WORDS),
        f"What came of it, good and bad, in at most {OUTCOME_WORDS} words.",
        example="Visits became shorter, and the queue outside stayed [@doe2013desk].",
    )
    date: Date = declare(DateText(), "When that was so, as far as was read.", example="2013")
    source: Citation = declare(CiteText(), "Who says so.", example="doe2013desk, p. 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The point at which a class takes over: what was known then, what was to be decided, and how it went on.

    All but the epilogue is written as of its date, for learners; the page for them stops there.
    """

    title: str = declare(PlainText(), "The decision in a few words.", example="Open the desk, or wait?")
    date: Date = declare(
        DateText(), "When it is taken. What learners get is cut at the end of that time.", example="2011-03"
    )
    seat: Prose = declare(
        ProseText(), "In whose place the class decides: a role.", example="You head the licence office."
    )
    situation: tuple[Prose, ...] = declare(
        ListOf(ProseText(), least=1),
        "What could be known then, in paragraphs, with citations. Nothing of what came later.",
        example="[The queue reaches the street.]",
    )
    question: Prose = declare(ProseText(), "What is to be decided.", example="Do you open the desk in April?")
    options: tuple[Prose, ...] = declare(
        ListOf(ProseText()),
        "What one could do, if the class is to be given that.",
        required=False,
        example="[Open it in April., Wait for the new forms.]",
    )
    epilogue: tuple[Prose, ...] = declare(
        ListOf(ProseText()),
        "What was decided and what came of it, in paragraphs, for those who teach to tell after the class has decided.",
        required=False,
        example="[It was opened.]",
        for_instructors=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The figure that a claim is compared with."""

    value: Decimal = declare(Number(), "The figure before.", example="2")
    unit: TermId | None = declare(
        TermText("units"), "Its unit, where it differs from the claim's.", required=False, example="hour"
    )
    date: Date | None = declare(DateText(), "When it was measured.", required=False, example="2011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure about a case: of what, how much, when, who reported it, how strong the evidence is."""

    id: str = declare(IdText(), "The claim's id within the case; part of its address.", example="visit-2013")
    indicator: TermId = declare(TermText("indicators"), "What is measured.", example="processing-time")
    subject: str | None = declare(
        PlainText(),
        "What exactly, where the indicator does not say. Claims are compared where indicator, subject and unit agree.",
        required=False,
        example="Licence visit",
    )
    value: Decimal = declare(Number(), "The figure.", example="20")
    qualifier: TermId | None = declare(
        TermText("qualifiers"), "How exact the figure is.", required=False, example="about"
    )
    unit: TermId = declare(TermText("units"), "What the figure counts.", example="minute")
    date: Date = declare(DateText(), "The moment or period the figure refers to.", example="2013")
    cumulative: bool | None = declare(
        YesNo(), "Whether the figure adds up over time, such as savings since a start.", required=False, example="no"
    )
    baseline: Baseline | None = declare(Group(Baseline), "The figure before.", required=False)
    method: Prose | None = declare(
        ProseText(), "How it was counted or measured, as the source says; a count of results needs it.", required=False
    )
    projection: TermId | None = declare(
        TermText("projections"),
        "Whether the figure tells what was forecast or aimed at; leave it out where it tells what was. A budget, a "
        "contract or a pledge is a decision that was taken and no projection.",
        required=False,
        example="target",
    )
    due_not_known: bool | None = declare(
        YesNo(),
        "Of a forecast or target: whether `date` tells only when it was named, and nothing read for when it holds.",
        required=False,
        example="no",
    )
    reported_by: TermId = declare(TermText("reporters"), "Who reports the figure.", example="self")
    evidence: TermId = declare(
        TermText("evidence"),
        "How strong the evidence of an effect is, or not-an-effect, as for every forecast and target.",
        example="nesta-2",
    )
    source: Citation = declare(
        CiteText(), "Where the figure stands.", example="doe2013desk, p. 4", missing=Code.CLAIM_WITHOUT_SOURCE
    )
    about_others: bool | None = declare(
        YesNo(),
        "Whether the figure is about somebody or something else than the case, or about more than it, such as a "
        "yardstick. It is shown apart and counts nowhere; `note` says what it is about.",
        required=False,
        example="no",
    )
    note: Prose | None = declare(ProseText(), "What a reader must know about the figure.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What the case says about a lesson."""

    lesson: str = declare(RecordRef(Kind.LESSON), "The lesson.", example="staff-led-improvement")
    stance: TermId = declare(TermText("stances"), "For, about or against the lesson.", example="supports")
    strength: TermId = declare(
        TermText("strengths"),
        "How much the evidence can carry for this lesson: the lower of how good the source is and how closely what was "
        "read of it fits. `because` says what it does not show.",
        example="weak",
    )
    because: Prose = declare(
        ProseText(), "Why, with citations.", missing=Code.BEARING_WITHOUT_REASON, example="Visits took half the time."
    )
    source: Citation = declare(CiteText(), "The sources that carry it.", example="doe2013desk")
    about: str | None = declare(
        PlainText(),
        "Whom or what it is about, where that is not the whole case: another body, or one part or side of it. Needed "
        "with `about_others: yes`, and where the case bears on the lesson more than once.",
        required=False,
        example="The desk by telephone",
    )
    about_others: bool | None = declare(
        YesNo(),
        "Whether it tells of another body or undertaking than that whose leader the case names. This leader, the level "
        "and the size of the case then say nothing of it; `about` names it.",
        required=False,
        example="no",
    )
    led_by: TermId | None = declare(
        TermText("governance"),
        "Who leads what it tells of, where that is another body and the sources say so; goes with `about_others: yes`.",
        required=False,
        example="it-department",
    )
    level: TermId | None = declare(
        TermText("levels"),
        "At which level of government that is, where the sources say so; goes with `about_others: yes`.",
        required=False,
        example="municipal",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How the case is tied to an older, larger or original one."""

    type: TermId = declare(TermText("relation-types"), "The kind of tie.", example="continues")
    case: str = declare(RecordRef(Kind.CASE), "The other case.", example="springfield-counter")
    because: Prose = declare(ProseText(), "How that is known.", example="The mayor renamed it [@doe2013desk].")
    kept: Prose | None = declare(ProseText(), "What was kept.", required=False)
    changed: Prose | None = declare(ProseText(), "What was changed.", required=False)
    dropped: Prose | None = declare(ProseText(), "What was dropped.", required=False)
    outcome: Prose | None = declare(ProseText(), "What came of it.", required=False)
    source: Citation = declare(CiteText(), "Who says so.", example="doe2013desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that was looked for and not found."""

    what: Prose = declare(ProseText(), "What was looked for.", example="An independent evaluation.")
    looked_in: Prose | None = declare(ProseText(), "Where.", required=False)
    next_step: Prose | None = declare(ProseText(), "Who could find it, and how.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an organisation that the case describes says to it, in its own words. It is shown and counts as no evidence.

    It needs `received` or `source`, so that anybody can look whether the organisation said so.
    """

    organisation: TermId = declare(
        TermText("organisations"), "Who replies: a body of the case.", example="springfield-city"
    )
    role: str = declare(
        PlainText(),
        "Who signed for it: an office or a role; a name only as far as the public role requires.",
        example="City manager's office",
    )
    date: Date = declare(DateText(is_day=True), "The day of the reply.", example="2026-12-01")
    text: tuple[Prose, ...] = declare(
        ListOf(ProseText(is_quoted=True), least=1),
        "The reply in its own words, unchanged, in paragraphs.",
        example="[The desk is still open.]",
    )
    received: Prose | None = declare(
        ProseText(),
        "How it reached the casebook, and where the original is kept.",
        required=False,
        example="By e-mail from the city's address; the editors keep the original.",
    )
    source: Citation | None = declare(
        CiteText(),
        "Where the organisation published it: an entry that names the organisation as its author or in `insider`.",
        required=False,
        example="doe2013desk",
    )
    answer: tuple[Prose, ...] = declare(
        ListOf(ProseText()), "What the casebook answers, in paragraphs: what was changed, or why not.", required=False
    )
    answered: Date | None = declare(DateText(is_day=True), "The day of the answer.", required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """One case with all that is claimed about it."""

    kind: ClassVar[Kind] = Kind.CASE

    summary: Prose = declare(
        ProseText(most_words=SUMMARY_WORDS),
        f"What was tried and what came of it, in plain words, at most {SUMMARY_WORDS} of them.",
        example="A front desk in Springfield answered most questions in one visit [@doe2013desk].",
    )
    also_called: tuple[str, ...] = declare(
        ListOf(PlainText()),
        "Short or other names that stand for this case and nothing else. Where one is named, a link is suggested.",
        required=False,
        example="[GDS]",
    )
    place: TermId = declare(TermText("places"), "The most specific place.", example="springfield")
    level: TermId = declare(TermText("levels"), "Level of government.", example="municipal")
    organisations: tuple[TermId, ...] = declare(
        ListOf(TermText("organisations"), least=1), "The bodies that own or run it.", example="[springfield-city]"
    )
    policy_areas: tuple[TermId, ...] = declare(
        ListOf(TermText("policy-areas"), least=1), "Functions of government (COFOG).", example="[gf0103]"
    )
    innovation_types: tuple[TermId, ...] = declare(
        ListOf(TermText("innovation-types"), least=1), "Facets of innovation (OECD).", example="[enhancement]"
    )
    methods: tuple[TermId, ...] = declare(
        ListOf(TermText("methods")), "Methods used.", required=False, example="[lean]"
    )
    sourcing: TermId = declare(TermText("sourcing"), "How well the case is documented.", example="good")
    sourcing_note: Prose | None = declare(
        ProseText(), "What the reader must know about the sources; required when they are thin.", required=False
    )
    governance: Governance = declare(Group(Governance), "Who leads, decides, pays, hosts and takes part.")
    technology: Technology = declare(Group(Technology), "The part that technology plays.")
    status: tuple[State, ...] = declare(ListOf(Group(State), least=1), "Dated states, the oldest first.")
    outcome: Outcome | None = declare(
        Group(Outcome),
        "What came of it, in words. Leave it out where no source read tells it; the page says then that nobody knows.",
        required=False,
    )
    decision: Decision | None = declare(
        Group(Decision),
        "A decision that a class can take in the place of those who took it; for modules that stop there.",
        required=False,
    )
    last_verified: Date = declare(
        DateText(is_day=True),
        "The day somebody last looked for a source on a later state. It does not say that the last state still held.",
        example="2026-11-23",
    )
    claims: tuple[Claim, ...] = declare(ListOf(Group(Claim)), "The figures.", required=False)
    bearings: tuple[Bearing, ...] = declare(ListOf(Group(Bearing)), "What it says about lessons.", required=False)
    relations: tuple[Relation, ...] = declare(ListOf(Group(Relation)), "Ties to other cases.", required=False)
    gaps: tuple[Gap, ...] = declare(ListOf(Group(Gap)), "Looked for, not found.", required=False)
    replies: tuple[Reply, ...] = declare(
        ListOf(Group(Reply)),
        "What the organisations described say to it, the oldest first. They are shown and count as no evidence.",
        required=False,
    )

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """Return the figures that are about the case itself."""
        return tuple(claim for claim in self.claims if not claim.about_others)

    @property
    def states(self) -> tuple[State, ...]:
        """Return the states of the whole case, the oldest first; all states where none is of the whole."""
        return tuple(state for state in self.status if not state.part) or self.status

    @property
    def state(self) -> State:
        """Return the last known state of the whole case."""
        return self.states[-1]

    @property
    def states_of_parts(self) -> tuple[State, ...]:
        """Return the last state of each part, the oldest first."""
        last = {state.part.casefold(): state for state in self.status if state.part}
        return tuple(state for state in self.status if state in last.values())
