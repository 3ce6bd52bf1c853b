"""The sentences of a text as character offsets, by rule: answers quote them, passages end on them."""

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]


def spans(text: str) -> list[Span]:
    """The sentences in order: disjoint, no outer white space, together every other character.

    A paragraph, heading, list item or table row ends its sentence without a full stop; a line of
    hard-wrapped prose does not. Marks of lists and quotations (`- `, `> `) stay with what they mark.
    Linear time, whatever the text.
    """
    return [span for start, end in _blocks(text) for span in _sentences(text, start, end)]


# --- lines -> blocks ------------------------------------------------------------------------------

#: Shorter lines are headings, verses and list items; nobody wraps prose as narrow as this.
_NARROWEST_WRAP = 30
#: Longer lines are paragraphs on a line each, not wrapped ones.
_WIDEST_WRAP = 130

_QUOTE_MARK = re.compile(r"(?:>[ \t]?){0,9}")
_LINE_MARK = re.compile(
    r"[-*+–—•●▪■◦‣·✓✔✅❌→➤►▶]\s"  # bullets
    r"|\(?\w{1,3}[.)]\s"  # 1. (b) iv) A.
    r"|#{1,6}\s|[|>=]|\(\(|[-*_=]{3}|\*\*|```"  # heading, table, quotation, speaker, rule, bold, code
)
#: Small letters that may begin a sentence: iPhone, eBay, xAI, e-POWER, bZ4X; an address.
_SMALL_NAME = re.compile(r"[a-z]{1,2}[-:]?[A-Z0-9]|https?://|www\.|e-tron|easyJet|adidas|thyssenkrupp|voestalpine")


def _blocks(text: str) -> Iterator[Span]:
    """What no sentence reaches out of: a heading, a list item, a paragraph on one line or many."""
    lines: list[Span] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            start = position + raw.index(line[0])
            lines.append((start, start + len(line)))
        elif lines:
            yield from _unwrapped(text, lines)
            lines.clear()
        position += len(raw)
    yield from _unwrapped(text, lines)


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines without a blank one between them, joined where a line break is only a hard wrap."""
    if len(lines) < 2:
        yield from lines
        return
    width = max(end - start for start, end in lines)
    flowing = [_flows(text, above, below, width) for above, below in pairwise(lines)]
    wrapped = any(flowing) and width <= _WIDEST_WRAP
    start, end = lines[0]
    for (above, below), flows in zip(pairwise(lines), flowing, strict=True):
        if not (flows or (wrapped and _is_full(text, above, below, width) and not _is_apart(text, above, below))):
            yield start, end
            start = below[0]
        end = below[1]
    yield start, end


def _flows(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the lower line surely goes on with the upper one's sentence."""
    if above[1] - above[0] < _NARROWEST_WRAP or _is_apart(text, above, below):
        return False
    begin = _body(text, below)
    first = text[begin]
    if first.islower():
        return not _SMALL_NAME.match(text, begin)
    # Letters without case (Chinese, Hindi, Arabic) tell nothing; full lines must do.
    caseless = first.isalpha() and not first.isupper()
    return caseless and width <= _WIDEST_WRAP and _is_full(text, above, below, width)


def _is_apart(text: str, above: Span, below: Span) -> bool:
    """Whether marks say that the two lines are no running text: a bullet, heading, row, quotation."""
    quoted_above, quoted_below = text[above[0]] == ">", text[below[0]] == ">"
    return (
        quoted_above != quoted_below
        # Between quoted lines a sentence would hold the mark; better two when the first may be over.
        or (quoted_above and text[above[1] - 1] in '.!?"”:')
        or text[above[0]] in "#|"
        or bool(_LINE_MARK.match(text, _body(text, below)))
        or _body(text, below) >= below[1]
    )


def _body(text: str, line: Span) -> int:
    mark = _QUOTE_MARK.match(text, *line)
    assert mark  # matches the empty string too
    return mark.end()


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the lower line's first word had no room left on the upper line."""
    # Ideographs break anywhere, so one of them is a word.
    word = 2 if text[below[0]] >= "\u2e80" else len(text[below[0] : min(below[1], below[0] + 30)].split()[0])
    return above[1] - above[0] + 1 + word > width


# --- blocks -> sentences --------------------------------------------------------------------------

_STOP = re.compile(
    r"""[.!?…。！？｡।॥؟۔።։។•●▪■◦‣](?:
        # Not within a run of stops: each start would read the rest of the run again.
        (?<=[.!?…])(?<![.!?…]{2})(?P<more>[.!?…]*+)
        (?P<close>["'”’“‘»›)\]}*_`]*+)(?:(?<=\])\([^()\s]{0,400}+\)[*_"”)]*+)?(?:\[\d{1,3}\]|[¹²³⁰-⁹])*+(?=\s)
      | (?<=[a-z][a-z][a-z][.!?])(?P<tight>)(?=[A-Z][a-z]+[\s,'’])  # a missing space
      | (?<=[.!?])”?(?P<curly>)(?=“\S) | (?<=[.!?])”(?=[A-Z])
      | (?<=[。！？｡।॥؟۔።։។])(?P<east>[。！？!?…]*+)(?P<shut>["”’」』）)】》〉»]*+)
      | (?<=\s[•●▪■◦‣])(?P<bullet>)(?=\s)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")
_NEXT = re.compile(r"(?P<opening>[\"'“‘«‹„(\[{¿¡*_`#>–—-]{0,8})(?P<word>\S{0,40})")


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    unread = start  # where to look on for this sentence's first letter or digit
    worded = False
    for stop in _STOP.finditer(text, start, end):
        cut = stop.end()
        if cut >= end:
            break
        if not worded:
            worded = bool(_WORD.search(text, unread, cut))
            unread = cut
        # "[...]", "1." and "***" alone are no sentence.
        if worded and _ends(text, start, stop):
            if stop["bullet"] is not None:
                cut = start + len(text[start : stop.start()].rstrip())
                yield start, cut
                start = stop.start()
            else:
                yield start, cut
                start = _skip_space(text, cut)
            unread, worded = start, False
    yield start, end


def _skip_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    assert space  # matches the empty string too
    return space.end()


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the stop ends the sentence that began at `start`; something follows it."""
    if stop["bullet"] is not None:
        return True
    if stop["east"] is not None:
        # Japanese goes on after a quotation: 「はい。」と述べた
        return not (stop["shut"] and text[stop.end()] in "とっ、，,")
    following = _NEXT.match(text, _skip_space(text, stop.end()))
    assert following  # matches the empty string too
    word = following["word"]
    if word[:1] in {",", ";", ":", "%"}:
        return False
    if word[:1].islower() and not _SMALL_NAME.match(word):
        return _is_uncapitalised(text, start, stop, word)
    if stop["tight"] is not None:
        return _is_tight_end(text, start, stop.start(), word)
    if stop["more"] or stop[0][0] != ".":
        return _loud_ends(text, stop, following)
    return _full_stop_ends(text, start, stop.start(), following)


def _is_uncapitalised(text: str, start: int, stop: re.Match[str], word: str) -> bool:
    """Whether the writer begins sentences small ("i like it. it is good."), so that one ends here."""
    if not text[start].islower() or stop["more"] or _SMALL_NAME.match(text, start):
        return False
    before = text[max(start, stop.start() - 40) : stop.start()]
    if not before or before[-1].isspace() or "." in word[:-1]:
        return False
    token = _token(before)
    known = token in _NEVER_LAST | _BEFORE_NUMBER | _ABBREVIATIONS
    return len(token) > 2 and token.isalpha() and not known


def _is_tight_end(text: str, start: int, stop: int, word: str) -> bool:
    """Whether "year.The" is two sentences: not a web address, a file or a Brand.Name."""
    token = text[max(start, stop - 40) : stop].split()[-1]
    return token.isalpha() and token.islower() and word.rstrip(".,'’").lower() not in _WEB_ENDINGS


def _loud_ends(text: str, stop: re.Match[str], following: re.Match[str]) -> bool:
    """Whether "!", "?", "…" or a run of them ends a sentence; a capital or a number follows."""
    marks, before = stop[0], text[max(0, stop.start() - 30) : stop.start()]
    if marks[0] in ".…" and not set(marks) & {"!", "?"}:
        # " ... " and "[...]" stand for words left out and may stand inside a sentence.
        return _opens_sentence(following) if before[-1:] in {"[", "("} or before[-1:].isspace() else True
    if stop["close"] and set(stop["close"]) & set("\"'”’»") and _ATTRIBUTION.match(text, following.start()):
        return False
    name = before.split()[-1].lstrip("\"'“‘(") if before.strip() else ""
    return not (marks == "!" and name in _LOUD_NAMES) or _opens_sentence(following)


def _full_stop_ends(text: str, start: int, stop: int, following: re.Match[str]) -> bool:
    """Whether a single "." ends a sentence; a capital, a number or a letter without case follows."""
    before = text[max(start, stop - 40) : stop]
    if not before or before[-1].isspace():
        return True
    token = _token(before)
    if _is_item_number(text, start, stop, before, token):
        return False
    small = token if len(token) == 1 else token[:1].lower() + token[1:]
    if token in _TITLES or small in _NEVER_LAST:
        return False
    if small in _BEFORE_NUMBER:
        return not (following["word"][:1].isdigit() or following[0][:1] == "#")
    if token.isdigit() and len(token) < 3:
        return following["word"].rstrip(".,") not in _GERMAN_MONTHS
    if token in _DATES:
        return not _CLOCK.match(following["word"])
    if _is_abbreviation(before, token):
        return _abbreviation_ends(text, before, token, following)
    return True


def _token(before: str) -> str:
    """The word right before a stop, without what it is joined to: "mid-Jan" -> "Jan"."""
    token = before.split()[-1].lstrip("([{\"'“‘«*_#>$€£~")
    return token if "@" in token else re.split(r"[-–—/&]", token)[-1]


def _is_item_number(text: str, start: int, stop: int, before: str, token: str) -> bool:
    """Whether the dot belongs to a list: "2. Nissan", "three steps: 1. Buy 2. Build"."""
    if _ITEM_NUMBER.fullmatch(before):
        return True
    if not (token.isdecimal() and len(token) < 3):
        return False
    one_less = f" {int(token) - 1}. "
    return bool(_LED_NUMBER.search(before)) or one_less in text[max(start, stop - 300) : stop]


def _is_abbreviation(before: str, token: str) -> bool:
    # A letter that is joined on is a unit or a name: "500 Wh/L", "USB-C".
    alone = len(before) < 2 or before[-2] not in "/-"
    return (
        (len(token) == 1 and token.isupper() and alone)
        or bool(_DOTTED.fullmatch(token))
        or token in _CAPITAL_ABBREVIATIONS
        or token.lower() in _ABBREVIATIONS
    )


def _abbreviation_ends(text: str, before: str, token: str, following: re.Match[str]) -> bool:
    """Whether an abbreviation's own dot is also a full stop: only if what follows says so."""
    if following["opening"][:1] in {"–", "—", "-"}:
        return False
    if token.lower() in {"a.m", "p.m", "etc"}:
        return not _CLOCK.match(following["word"])
    if len(token) == 1:
        labelled = _LABEL.search(before)
        surname = following["word"].strip(".,'’\"”").lower() in _ALSO_SURNAMES
        return bool(labelled) or (_opens_sentence(following) and not surname)
    if _opens_sentence(following):
        return True
    # "... by Tesla Inc. Panasonic will supply ...", but "Tesla Inc. Chairman Robyn Denholm will ..."
    if token in _BEFORE_CLAUSE:
        clause = _CLAUSE.match(text, following.start("word"))
        return bool(clause) and following["word"] not in _ROLES
    return False


def _opens_sentence(following: re.Match[str]) -> bool:
    """Whether the next word is one that, with a capital, begins sentences rather than names."""
    word = following["word"]
    opener = _OPENER.match(word)
    # "A." and "No." are abbreviations themselves.
    return bool(opener) and not (len(word) < 4 and word.endswith("."))


# --- words ----------------------------------------------------------------------------------------


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


#: Followed by a name, whatever it looks like ("Dr. No").
_TITLES = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Messrs Mme Mlle Gov Sen Sens Rep Reps Rev Hon Gen Lt Col Maj Sgt Capt Cpl",
    "Cmdr Adm Brig Supt Insp Pres Ald Det Atty Hr Fr Sra Srta Dra Ing Mt Ft Dipl",
)
_NEVER_LAST = _words(
    "e.g i.e eg ie viz cf vs v ca approx incl excl resp bzw z.b d.h u.a i.d.r aka a.k.a c.f",
)
_BEFORE_NUMBER = _words(
    "no nos nr art arts fig figs vol vols p pp sec secs ch eq eqs para ver tel ext min max avg ref bd",
    "str",
)
_DATES = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun",
)
_CAPITAL_ABBREVIATIONS = _words(
    "St Ste Sts Jr Sr Bros Ave Blvd Rd Dept Univ Assn Assoc Intl Natl Mfg Hwy Pkwy Sq Ctr Inc Corp Co",
    "Cos Ltd Pty Pte Bhd Sdn Cie Gebr Mio Mrd Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md",
    "Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ala Ont Que Alta Ph.D",
    "S.p.A D.Phil B.Sc M.Sc Esq Ed Eds Trans",
)
_ABBREVIATIONS = _words(
    "inc corp ltd etc al dept govt gov't int'l intl nat'l mfg sq ft seq ibid op cit repr",
)
_BEFORE_CLAUSE = _words(
    "Inc Corp Co Cos Ltd Pty Pte Bhd S.A N.V B.V S.E S.p.A A.G L.P P.L.C L.L.C Jr Sr D.C N.Y N.J N.C",
    "S.C Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb",
    "Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta",
)
_LOUD_NAMES = _words(
    "Yahoo Yum Jeopardy Kahoot Joomla Ahoy Mamma Guess Wham Oklahoma Airplane Panic Moulin Jumanji E",
)
_WEB_ENDINGS = _words(
    "com net org io ai co app dev gov edu info uk de jp cn eu us tv me html php js json pdf txt py",
)
_ROLES = _words(
    "Chief CEO CFO COO CTO CEOs Chair Chairman Chairwoman Chairperson President Executive Executives",
    "Vice Deputy Senior Director Directors Managing General Founder Co-founder Cofounder Co-CEO",
    "Spokesman Spokeswoman Spokesperson Analyst Head Manager Board Secretary Treasurer Class Series",
    "Model Group",
)
#: After a single capital these are as likely a surname: "J. He", "Q. You".
_ALSO_SURNAMES = _words(
    "he you so an no all how one our so as",
)
_GERMAN_MONTHS = _words(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
)

_ITEM_NUMBER = re.compile(r"[\W_]{0,10}(?:\d{1,3}|[ivxIVX]{1,5}|[^\W\d_])")
#: A number that counts items within a line: "three steps: 1."
_LED_NUMBER = re.compile(r"[:;(]\s{0,3}\d{1,2}$")
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
_OPENER = re.compile(
    r"(?:The|This|That|These|Those|There|It|Its|He|She|His|Her|They|Their|We|Our|You|Your|I|My|A|An|In|On|At|By|For"
    r"|From|With|Within|Without|Under|Over|Among|Between|As|If|And|But|Or|So|Yet|Nor|When|While|Where|Whether|After"
    r"|Before|Since|Until|Although|Though|However|Meanwhile|Moreover|Furthermore|Still|Also|Then|Thus|Here|What|Who"
    r"|Why|How|Which|According|Both|Each|Some|Many|Most|Much|All|Another|Other|Others|Despite|During|Because|Instead"
    r"|Unlike|Like|Additionally|Separately|Earlier|Later|Last|Next|Now|Once|Only|Not|No|Nevertheless|Nonetheless"
    r"|Even|Ever|Every|Such|Several|Few|Neither|Either|Recently|Currently|Today|Yesterday|Tomorrow|Previously"
    r"|Following|Given|Based|Asked|Speaking|Shares|Analysts|Investors|Terms|Financial|Sales|Officials|People"
    r"|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|One|To|Just|Perhaps|Indeed|Overall|Finally|First|Second|Third"
    r"|Production|Deliveries|Customers|Can|Could|Will|Would|Should|Do|Does|Did|Is|Are|Was|Were|Has|Have|Let|Of)\b"
)
_VERBS = (
    r"(?:said|says|will|would|has|had|have|is|are|was|were|plans|planned|also|announced|agreed|signed|expects|aims"
    r"|did|does|can|could|may|might|bought|acquired|declined|reported|told|makes|made|uses|used|owns|holds|wants|rose"
    r"|fell|began|started|confirmed|added|sold|builds|built|supplies|supplied|became|took|won|launched|currently)\b"
)
#: One to three capitalised words, then a finite verb.
_CLAUSE = re.compile(rf"(?:[A-Z][\w&'’-]{{0,30}}\s){{1,3}}{_VERBS}")
_ATTRIBUTION = re.compile(
    r"(?:(?:[A-Z][\w.'’-]{0,30}|the|of|and)\s){1,4}(?:said|says|asked|asks|wrote|writes|told|tweeted|replied|quipped"
    r"|wondered|exclaimed|joked|added)\b"
)
