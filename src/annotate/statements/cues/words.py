"""Words that make or bound a reporting cue, as data: verbs, boundaries of a subject, roles, titles.

All are in lower case. `text.reporting` holds the verbs that sentences and clauses are cut by; these
add the weaker ones, which need a closer look at what stands around them.
"""

from annotate.statements.cues.values import Gist
from annotate.text.abbreviations import MONTHS
from annotate.text.reporting import BARE_VERB, THAT_VERB


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


BARE = frozenset(BARE_VERB.split("|")) | _words(
    "say claim argue insist believe think allege maintain contend"
)
"""Verbs after which what is said may follow without `that`."""
NOUN_LIKE = _words(
    """
    claims claim reports report notes note states state posts tweets tweet comments comment fears hopes
    stresses charges remarks warns demands demand promises pledges estimates finds found reads shows showed
    revealed reveals observed learned announced posted posting reporting finding estimate promised calls
    labels terms brands blasts
    """
)
"""Verbs that are as often something else: they need `that`, a colon, a mark or a
subject behind them."""
BASE = _words(
    """
    say claim argue insist believe think allege maintain contend warn note deny report suggest stress admit
    concede acknowledge confirm conclude show assert emphasise emphasize complain declare explain reply rule
    add state tell hope fear expect agree demand write predict estimate
    """
)
"""Forms that need a plural subject or an auxiliary."""
NAMING = _words(
    """
    called calls calling described describes describing labelled labeled labels dubbed termed terms terming
    branded brands rebuke rebukes rebuked rebuking denounced denounces denouncing dismissed dismisses
    dismissing condemned condemns condemning slammed slams rejected rejects rejecting hailed decried blasted
    derided likened criticised criticized criticising criticizing welcomed praised refuted refutes refuting
    disputed disputes
    """
)
"""Verbs that report words only in quote marks or after `as`."""
ACCUSING = _words("accused accuses accusing blamed blames blaming suspected suspects")
TELLING = _words(
    """
    told tells telling tell assured assures informed informs reminded reminds asked asks
    """
)
"""Verbs with a listener between them and what is said."""
VERBS = (
    frozenset(THAT_VERB.split("|"))
    | BARE
    | NOUN_LIKE
    | BASE
    | NAMING
    | ACCUSING
    | TELLING
    | _words(
        """
    heard hears
    replied replies replying responded responds responding continued continues continuing commented
    commenting quipped joked joking tweeted tweeting testified testifies testifying urged urges urging
    countered counters countering cautioned cautions cautioning disclosed lamented laments lamenting shot
    hit fired ruled retorted rebutted rebuffed speculated speculates estimated estimating demanded demanding
    pointed points pointing shouted whispered cried exclaimed mused boasted proclaimed proclaims recounted
    reasoned stormed fumed blasted raged scoffed snapped sniffed sneered sighed laughed growled thundered
    repeated repeats repeating affirmed affirms affirming signalled signaled hinted implied implies implying
    accepted vows promising summed swore attested posited opined adds went goes argue
    """
    )
)
PARTICLE = {
    "went": "on",
    "goes": "on",
    "pointed": "out",
    "points": "out",
    "pointing": "out",
    "shot": "back",
    "hit": "back",
    "fired": "back",
    "summed": "up",
}
"""Verbs that report only with this word behind them."""
PASSIVE = _words(
    """
    accused alleged claimed described denied criticised criticized called reported confirmed condemned
    rejected dismissed denounced asserted stated suggested contended argued labelled dubbed termed
    branded blamed disputed said put quoted
    """
)
"""Verbs that may have their speaker behind `by`: `alleged by Lee`."""
INVERTING = (
    VERBS
    - NAMING
    - ACCUSING
    - _words(
        """
    found finding finds showed shows note state report told tells tell assured informed reminded
    """
    )
)
"""Verbs that may stand before their subject: `said Wang`."""
ADVERBS = _words(
    """
    also later then again repeatedly further once earlier still even publicly reportedly recently previously
    since now today yesterday tomorrow always never not often already just both all himself herself itself
    themselves meanwhile thus therefore too simply only has have had having will would did does do may might
    could can must should n't didn’t didn't doesn’t doesn't hasn’t hasn't don’t don't wouldn’t wouldn't
    tonight first long
    """
)
BE = _words(
    """
    is are was were be been being am isn’t isn't wasn’t wasn't aren’t aren't weren’t weren't
    """
)
FINITE = BE | _words(
    """
    has have had will would did does do may might could can must should cannot can’t can't won’t won't
    """
)
BOUNDARY = _words(
    """
    that which who whom whose while when whenever because as if whether after before since although though
    than how why where what until unless but yet or so whereas despite like nor
    """
)
"""Words that a subject never reaches back over."""
PREPOSITIONS = _words(
    """
    on in at during after before by last this next from via through under since for to with upon amid
    """
)
ADVERBIAL_STARTS = _words(
    """
    on in at during after before when as while to from by last this next earlier later yesterday today
    tonight recently here there again adding speaking referring citing noting following about of and but
    then with without via through amid shortly soon afterwards ahead late early once at's simply quietly
    flatly
    """
) | _words("monday tuesday wednesday thursday friday saturday sunday")
"""What may follow a cue that stands behind the words it reports."""
DATES = (
    _words(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december today yesterday tomorrow tonight morning afternoon evening
    night noon midday week weekend month year spring summer autumn winter
    """
    )
    | MONTHS
)
DETERMINERS = _words(
    """
    the a an his her its their our my your this these those some many several most all no both one two three
    four five six seven eight nine ten dozens hundreds other another each every any
    """
)
PRONOUN_LIKE = _words("all both one two three four five six another these those each")
"""Determiners that may stand for somebody by themselves."""
LEADING = _words(
    """
    but and or so yet meanwhile however also then now still even instead later earlier though separately
    moreover additionally nevertheless nonetheless today yesterday although while as once
    """
)
PLURAL = _words(
    """
    people police men women children many some others most several few both staff locals they
    """
)
NEVER_SUBJECT = _words(
    """
    soon far well much more less only ever never
    this that these those there here what which who whom when where why how than such not be to of nothing
    everything anything something
    """
)
FIRST_SECOND = _words("i we you me us i’m i've i’ve")
PRONOUNS: dict[str, Gist] = {"he": "man", "she": "woman", "it": "thing", "they": "many"}
POSSESSIVES: dict[str, Gist] = {"his": "man", "her": "woman", "its": "thing", "their": "many"}
ROLES = _words(
    """
    spokesman spokeswoman spokesperson minister secretary president chief professor director governor
    senator mayor chairman chairwoman chair ambassador envoy analyst official officer judge prosecutor
    lawyer attorney commissioner leader head expert economist scientist researcher engineer activist
    campaigner lawmaker premier chancellor deputy manager executive editor author doctor general colonel
    captain farmer witness historian scholar diplomat specialist academic inspector coach teacher resident
    trader candidate congressman congresswoman critic mp ceo founder owner treasurer councillor councilor
    adviser advisor reporter pastor bishop victim
    """
)
SAME_ROLE = {
    "analyst": "expert",
    "specialist": "expert",
    "academic": "expert",
    "scholar": "expert",
    "professor": "expert",
    "economist": "expert",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chair": "chairman",
}
DOCUMENTS = _words(
    """
    report study survey inquiry court review investigation audit poll panel judge jury commission analysis
    ruling paper committee document letter statement
    """
)
ORGANISATIONS = _words(
    """
    ministry department university bank office council house union church institute board commission court
    academy city state states centre center association federation league republic kingdom people's college
    school society party front army bureau agency authority committee company group museum chamber guard
    police service trust fund organisation organization secretariat democratic the congress parliament
    assembly bishop archbishop duke prince princess king queen isle port cape
    """
)
"""Capitalised words that may have `of` behind them as a part of the name."""
CLAIM_NOUNS = _words(
    """
    claim claims allegation allegations assertion assertions argument statement contention insistence
    warning suggestion denial accusation accusations belief charge charges complaint remark remarks promise
    conclusion finding findings prediction comment comments admission announcement assurance assurances pledge
    """
)
HEADLINE_NOUNS = _words(
    """
    ministry government council police union court army company party committee commission opposition
    inquiry
    """
)
"""Nouns that a headline begins with, without their article."""
VIEW_NOUNS = _words("words view opinion account telling phrase eyes version")
LABELS = _words(
    """
    note update photo photos picture video image source sources read watch listen related more contact
    editor tags topics published updated credit caption location date time warning correction q a exclusive
    breaking opinion analysis comment live explainer factbox file summary background subject re ps nb
    example
    """
)
"""Words before a colon that are nobody's name."""
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev fr sr gen general sen senator rep gov
    governor president minister judge justice captain madame madam capt col lt sgt maj herr frau m mme mlle
    st hon
    """
)
MALE, FEMALE = _words("mr sir lord herr"), _words("mrs ms miss dame lady frau mme mlle madame madam")
PAST_IRREGULAR = _words(
    """
    made hit took gave met left went told spoke began held put led sent wrote came rose fell saw got became
    paid set drew won lost shook shrugged broke
    """
)
PARTICLES = _words(
    """
    van der den de la le du di da del al bin ibn el y von dos das ter ten af av zu bint
    """
)
