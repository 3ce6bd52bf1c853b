"""The words around a sum of money that say whose it is and what for, in small letters."""

import re

from corpus.deals.drafts import DealType

# --- sums that are another's ----------------------------------------------------------------------

_OWN = (
    r"(?:valuations?|market (?:cap\w*|value)|revenues?|turnover|(?:net |operating |gross )?(?:profits?|loss(?:es)?"
    r"|income)"
    r"|earnings|ebitda|fine[ds]?|penalt(?:y|ies)|damages|settlements?|bail|salar(?:y|ies)|bonus(?:es)?|budgets?"
    r"|assets|savings|synergies|write-?(?:down|off)s?|impairments?|tax credits?|subsid(?:y|ies)|cash (?:pile"
    r"|reserves?|flow)"
    r"|debts?|backlog|dividends?|gdp|market|sales|taxes|compensation|costs?)"
)
NOT_BEFORE = re.compile(
    rf"\b{_OWN}\b(?:[ ,:(–-]+(?:of|at|was|were|is|to|by|reached|hit|rose|fell|grew|stood|came|totall?ed|exceed\w*|worth"
    r"|around|about|from|in \d{4}|for|and|the|year|quarter|up|down|estimated|over|more|than)\b){1,5}[ :–-]*\Z"
    r"|\b(?:valued|values|valuing|value)\b[^,;]{0,60}\bat[ ]?\Z|\b(?:valued|valuing it|valuing them)(?: at)?[ ]?\Z"
    r"|\b(?:manages|managing|manage|earned|lost|losing|cost|costs|costing|priced (?:at|from)|starts at|starting (?:at"
    r"|from)"
    r"|sells? for|retails? (?:at|for)|saves?|saving|owed|owes|fined|write (?:down|off)|charge of|price (?:from"
    r"|starts at))[ ]?\Z"
    r"|\b(?:company|firm|startup|start-up|group|market|industry|business|unicorn)(?: now| currently)?(?: is"
    r"| was)? worth[ ]?\Z"
    r"|\b(?:acquisitions|takeovers|deals|investments|contracts|projects)\b[ (,]*(?:totall?ing|worth|of"
    r"|for)?(?: to)?[ ]?\Z"
    r"|\b(?:included?s?|of which|plus|partly|existing|funds? of)(?: about| around| some)?[ ]?\Z"
)
#: "In a deal valued at": the deal is, not the company.
DEAL_VALUED = re.compile(
    r"\b(?:deal|transaction|offer|bid|contract|agreement|order|acquisition|takeover|purchase|buyout|merger|pact"
    r"|partnership|stake|it)s?,?"
    r"(?: (?:that|which))?(?: (?:is|was|are|being|would be|has been|reportedly|currently|and))* (?:valued"
    r"|estimated)(?: to be)?(?: worth)?(?: at)?[ ]?\Z"
    r"|\b(?:valuing|values|valued) (?:the |this )?(?:deal|transaction|offer|bid|contract|order|acquisition|takeover)"
    r"(?: value)?(?: at)?[ ]?\Z"
)
NOT_AFTER = re.compile(
    r"\s?(?:per|a|an|/|for each|for every)\s?(?:share|kwh|kilowatt|mwh|unit|vehicle|car|cell|pack|ton|tonne|t|kg|hour"
    r"|piece|head"
    r"|wh|barrel|pound|lb|user)\b|\s?each\b|\s?apiece\b"
    r"|\s(?:in |of |worth of )?(?:its |their |the )?(?:[\w-]+ ){0,2}(?:revenues?|turnover|profits?|loss(?:es)?|debts?"
    r"|fines?"
    r"|penalt(?:y|ies)|valuation|market cap\w*|assets|savings|synergies|write-?(?:down|off)s?|impairments?|charges?"
    r"|tax credits?"
    r"|subsid(?:y|ies)|salar(?:y|ies)|settlement|lawsuit|backlog|cash (?:pile|reserves?|flow)|market|sales|fund|startup"
    r"|start-up|company|firm|giant|unicorn|business|damages|judgment|verdict)\b(?! deal)(?!['’])"
)
#: What was raised in all the rounds.
IN_ALL = re.compile(
    r"raised (?:a total of|in total|altogether|to date)|\b(?:total|overall) (?:funding|raised|capital|investment"
    r"|financing)"
    r"|\b(?:bring|took|take|taking)\w* (?:its|the|their|our)? ?(?:company['’]s )?total|\bto date\b|\bso far\b"
    r"|\bin all\b|\baltogether\b"
    r"|\bhas (?:now )?raised\b[^,;#]{0,20}#"
)

# --- sums that are the deal's ---------------------------------------------------------------------

INVESTED = frozenset({DealType.INVESTMENT, DealType.ACQUISITION})
MONEY = frozenset({DealType.INVESTMENT, DealType.ACQUISITION, DealType.JOINT_VENTURE})
SALES = frozenset({DealType.SUPPLY, DealType.ACQUISITION, DealType.LICENSING, DealType.PARTNERSHIP})
PRICED = frozenset({DealType.ACQUISITION, DealType.INVESTMENT, DealType.SUPPLY, DealType.LICENSING})
WORTH = re.compile(r"\b(?:worth|valued|estimated)(?: at)?(?: up to)?[ ]?\Z")
DEAL_WORTH = re.compile(
    r"\b(?:deal|contract|order|agreement|transaction|acquisition|takeover|offer|bid|purchase|pact|round|stake|shares"
    r"|investment"
    r"|loan|grant|partnership|venture|project|licen[cs]e|tender|batteries|cells|supply|supplies|chips|it|which|is|was"
    r"|be)s?\b"
    r"[^;]{0,60}\b(?:worth|valued|estimated)(?: at)?(?: up to)?[ ]?\Z"
)
RAISES = re.compile(
    r"\b(?:invest(?:s|ed|ing|ments?)?(?: of)?|re-?invest(?:s|ed)?|rais(?:e|es|ed|ing)|secur(?:e|es|ed|ing)|clos(?:e"
    r"|es|ed|ing)(?: on)?"
    r"|scor(?:e|es|ed)|land(?:s|ed)|nett?(?:s|ed)|nab(?:s|bed)|attract(?:s|ed)|receiv(?:e|es|ed|ing)|gets?|got"
    r"|picks? up|picked up"
    r"|bag(?:s|ged)|pocket(?:s|ed)|inject(?:s|ed|ing|ion of)?|pour(?:s|ed|ing)?|pump(?:s|ed|ing)?|commit(?:s|ted|ting"
    r"|ment of)?"
    r"|provid(?:e|es|ed|ing)|lend(?:s|ing)?|lent|loan(?:s|ed)?(?: of)?|grants?(?: of| worth)?|put(?:s|ting)?"
    r"|contribut(?:e|es|ed|ing)"
    r"|spend(?:s|ing)?|spent|snag(?:s|ged)|collect(?:s|ed)|wins?|won|gives?|gave|awarded|borrow(?:s|ed)|rais(?:ed"
    r"|es) up to"
    r"|totall?ing|combined|by|led|leads|co-led|announced|funded with|backed with|backs)(?:[ ](?:it|them"
    r"|\w+ with))?[ ]?\Z"
)
INVESTS = re.compile(r"\b(?:invest(?:s|ed|ing)?|spend(?:s|ing)?|spent|commit(?:s|ted)?|put(?:s|ting)?)[ ]?\Z")
BUILDERS = frozenset({DealType.JOINT_VENTURE, DealType.INVESTMENT})
#: What one of them builds, not what the other pays.
ON_PLANT = re.compile(
    r"[\s-](?:(?:on|into|in|for|to (?:build|expand|construct)) )?(?:[\w-]+ ){0,6}?(?:plants?|factor(?:y|ies)"
    r"|gigafactor(?:y|ies)|complex|lines?|research|expansion|campus)\b"
    r"(?! (?:deal|sale|purchase|acquisition))"
)
VENTURE = re.compile(r"\b(?:[Vv]enture|JV|plant|factory|gigafactory)\b")
TOGETHER = re.compile(
    r"\b(?:jointly|together|both|partners|companies|the two|they|between them|each|joint venture|venture|jv|combined"
    r"|will be invested"
    r"|total investment)\b"
)
PAYS = re.compile(
    r"\b(?:pay(?:s|ing)?|paid|spend(?:s|ing)?|spent|shell(?:s|ed|ing)? out|fork(?:s|ed)? out|for a price of"
    r"|purchas(?:e|es|ed|ing)"
    r"|buy(?:s|ing)?|bought|order(?:s|ed)?|sell(?:s|ing)?|sold|offer(?:s|ed|ing)?|bid(?:s|ding)?|licens(?:e|es|ed)"
    r"|to buy|pay(?:s|ing)? (?:[A-Z]?[\w.-]+ ){1,3})[ ]?\Z"
)
SUM_OF = re.compile(
    r"\b(?:price(?: tag)?|volume|consideration|contract|deal|order|transaction|purchase|offer|bid|round|loan|grant"
    r"|investment|value"
    r"|funding|financing|fee|payment|amount|sum|stake|capital|license|licence|cost|total|worth)(?: \w+)?"
    r"(?:,? of|:| at| is| was| came to| comes to| amounts? to| amounted to| totall?(?:s|ed|ing)"
    r"| stands at)[ ]?(?:up to )?\Z"
    r"|\b(?:amounts? to|amounted to|totall?(?:s|ed|ing)(?: to)?|comes to|came to|purchase price)[ ]?\Z"
)
FOR = re.compile(r"\b(?:for|at|in return for|in exchange for|with)[ ]?\Z")
COMMON = frozenset("deal agreement contract transaction pact accord partnership purchase".split())
NOUNS = {
    DealType.ACQUISITION: frozenset("acquisition takeover buyout merger offer bid sale stake tie-up buy price".split()),
    DealType.INVESTMENT: frozenset(
        "round funding financing investment seed series stake loan grant extension equity capital injection package "
        "stock "
        "commitment raise facility pre-seed bridge bonds".split()
    ),
    DealType.SUPPLY: frozenset("order supply offtake tender business orders battery-supply program programme".split()),
    DealType.JOINT_VENTURE: frozenset(
        "joint-venture venture jv investment plant factory gigafactory project facility".split()
    ),
    DealType.PARTNERSHIP: frozenset(
        "collaboration alliance cooperation project programme program venture investment".split()
    ),
    DealType.LICENSING: frozenset("licence license licensing payment fee".split()),
}
NOUN = re.compile(
    r"(?:\s|-)(?:(?:in|worth of) (?=(?:[\w-]+ ){0,3}(?:funding|financing|capital|equity|investment)\b))?"
    r"(?:(?!(?:of|in|on|at|to|by|for|from|with|and|or|that|which|is|was|after|as|per|into|over)\b)[\w’'-]+ ){0,5}?"
    r"(?P<noun>"
    + "|".join(sorted({noun for nouns in (COMMON, *NOUNS.values()) for noun in nouns}, key=len, reverse=True))
    + r")\b"
)
WORTH_OF = re.compile(
    r"\s(?:worth )?of (?!revenue|debt|sales)|\s(?:a|per) year\b|\sannually\b|\sin (?:cash|stock|shares)\b"
)
INTO = re.compile(r"\s(?:(?:in|into|from) (?:[a-z][\w-]* ){0,4}[A-Z]|to (?:acquire|buy|take) )")
