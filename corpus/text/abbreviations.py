"""Abbreviations, and whether the dot of one is also the full stop of its sentence."""

import re

from corpus.text.openings import Opening


def may_end(before: str, token: str, following: Opening) -> bool:
    """Whether the dot behind `token`, the last word of `before`, may be a full stop.

    So it may behind a word that is no abbreviation; behind one only if what follows says so. What
    follows begins with a capital, a number or a letter without case.
    """
    small = token if len(token) == 1 else token[:1].lower() + token[1:]
    if token in _TITLES or small in _NEVER_LAST:
        return False
    if small in _BEFORE_NUMBER:
        return not (following.word[:1].isdigit() or following.marks.startswith("#"))
    if token in _DATES:
        return not _CLOCK.match(following.word)
    return not _is_abbreviation(before, token) or _ends(before, token, following)


def is_small(token: str) -> bool:
    """Whether `token` is an abbreviation without a capital."""
    return token in _NEVER_LAST or token in _BEFORE_NUMBER or token in _ABBREVIATIONS


def _is_abbreviation(before: str, token: str) -> bool:
    # A letter that is joined on is a unit or a name: "500 Wh/L", "USB-C".
    alone = len(before) < 2 or before[-2] not in "/-"
    return (
        (len(token) == 1 and token.isupper() and alone)
        or bool(_DOTTED.fullmatch(token))
        or token in _CAPITAL_ABBREVIATIONS
        or token.lower() in _ABBREVIATIONS
    )


def _ends(before: str, token: str, following: Opening) -> bool:
    """Whether an abbreviation that may stand anywhere ends its sentence here."""
    if following.marks[:1] in {"–", "—", "-"}:
        return False
    if token.lower() in {"a.m", "p.m", "etc"}:
        return not _CLOCK.match(following.word)
    if len(token) == 1:
        surname = following.word.strip(".,'’\"”").lower() in _ALSO_SURNAMES
        return bool(_LABEL.search(before)) or (following.begins_sentence() and not surname)
    # "... by Tesla Inc. Panasonic will supply ...", but "Tesla Inc. Chairman Robyn Denholm will ..."
    return following.begins_sentence() or (token in _BEFORE_CLAUSE and following.begins_clause())


#: Followed by a name, whatever it looks like ("Dr. No").
_TITLES = frozenset(
    "Mr Mrs Ms Mx Dr Drs Prof Messrs Mme Mlle Gov Sen Sens Rep Reps Rev Hon Gen Lt Col Maj Sgt Capt Cpl Cmdr Adm "
    "Brig Supt Insp Pres Ald Det Atty Hr Fr Sra Srta Dra Ing Mt Ft Dipl".split()
)
_NEVER_LAST = frozenset(
    "e.g i.e eg ie viz cf vs v ca approx incl excl resp bzw z.b d.h u.a i.d.r aka a.k.a c.f".split()
)
_BEFORE_NUMBER = frozenset(
    "no nos nr art arts fig figs vol vols p pp sec secs ch eq eqs para ver tel ext min max avg ref bd str".split()
)
_DATES = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun".split()
)
_STATES = frozenset(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa "
    "Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta".split()
)
#: Last words of companies and people.
_BEHIND_NAMES = frozenset("Inc Corp Co Cos Ltd Pty Pte Bhd Jr Sr S.p.A".split())
_CAPITAL_ABBREVIATIONS = (
    _STATES
    | _BEHIND_NAMES
    | frozenset(
        "St Ste Sts Bros Ave Blvd Rd Dept Univ Assn Assoc Intl Natl Mfg Hwy Pkwy Sq Ctr Sdn Cie Gebr Mio Mrd Ph.D "
        "D.Phil B.Sc M.Sc Esq Ed Eds Trans".split()
    )
)
_ABBREVIATIONS = frozenset(
    "inc corp ltd etc al dept govt gov't int'l intl nat'l mfg sq ft seq ibid op cit repr".split()
)
#: A sentence that a verb gives away may follow these.
_BEFORE_CLAUSE = _STATES | _BEHIND_NAMES | frozenset("S.A N.V B.V S.E A.G L.P P.L.C L.L.C D.C N.Y N.J N.C S.C".split())
#: After a single capital these are as likely a surname: "J. He", "Q. You".
_ALSO_SURNAMES = frozenset("he you so an no all how one our as".split())

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
_CLOCK = re.compile(
    r"(?:[A-Z]{1,3}[SD]?T|UTC|GMT|Eastern|Central|Mountain|Pacific|Greenwich|Coordinated|local)\b"
    r"|(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day|\.)"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b|\d"
)
#: What a capital letter names when it is no initial: "Plan B.", "Model Y.", "400 V."
_LABEL = re.compile(
    r"\b(?:[Mm]odel|[Pp]lan|[Ss]eries|[Cc]lass|[Vv]itamin|[Tt]ype|[Gg]rade|[Gg]roup|[Ll]evel|[Pp]hase|[Cc]ategory"
    r"|[Tt]ier|[Pp]oint|[Pp]art|[Ss]ection|[Aa]ppendix|[Ss]chedule|[Ee]xhibit|[Oo]ption|[Hh]epatitis|[Ss]egment"
    r"|[Tt]itle|[Ll]eague|[Ss]ide|[Gg]eneration|[Zz]one|[Ll]ine|[Tt]eam|[Ii]nfluenza)\s[A-Z]$|\b(?:and|than)\sI$|\d\s[VAWCFK]$"
)
