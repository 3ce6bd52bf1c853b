"""How sentences begin: what stands behind a stop and may say that one has ended there."""

import re
from typing import NamedTuple

#: Small letters that may begin a sentence: iPhone, eBay, xAI, e-POWER, bZ4X; an address.
SMALL_NAME = re.compile(r"[a-z]{1,2}[-:]?[A-Z0-9]|https?://|www\.|e-tron|easyJet|adidas|thyssenkrupp|voestalpine")


class Opening(NamedTuple):
    """What a text goes on with at `start`; marks and word may be empty."""

    text: str
    start: int
    #: Quotation marks, brackets, dashes and the like.
    marks: str
    word: str

    def begins_sentence(self) -> bool:
        """Whether the word is one that, with a capital, begins sentences rather than names."""
        # "A." and "No." are abbreviations themselves.
        return bool(_OPENER.match(self.word)) and not (len(self.word) < 4 and self.word.endswith("."))

    def begins_clause(self) -> bool:
        """Whether a name and its verb follow: "Panasonic will supply", but not "Chairman Denholm will"."""
        return self.word not in _ROLES and bool(_CLAUSE.match(self.text, self.start + len(self.marks)))

    def begins_attribution(self) -> bool:
        """Whether it tells who said what stands before: "Elon Musk said"."""
        return bool(_ATTRIBUTION.match(self.text, self.start))


def at(text: str, position: int) -> Opening:
    match = _OPENING.match(text, position)
    assert match  # matches the empty string too
    return Opening(text, position, match["marks"], match["word"])


_OPENING = re.compile(r"(?P<marks>[\"'“‘«‹„(\[{¿¡*_`#>–—-]{0,8})(?P<word>\S{0,40})")
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
#: After a company these go on with a person or a thing of it: "Tesla Inc. Chairman".
_ROLES = frozenset(
    "Chief CEO CFO COO CTO CEOs Chair Chairman Chairwoman Chairperson President Executive Executives Vice Deputy "
    "Senior Director Directors Managing General Founder Co-founder Cofounder Co-CEO Spokesman Spokeswoman "
    "Spokesperson Analyst Head Manager Board Secretary Treasurer Class Series Model Group".split()
)
#: One to three capitalised words, then a finite verb.
_CLAUSE = re.compile(rf"(?:[A-Z][\w&'’-]{{0,30}}\s){{1,3}}{_VERBS}")
_ATTRIBUTION = re.compile(
    r"(?:(?:[A-Z][\w.'’-]{0,30}|the|of|and)\s){1,4}(?:said|says|asked|asks|wrote|writes|told|tweeted|replied|quipped"
    r"|wondered|exclaimed|joked|added)\b"
)
