"""The words and patterns by which texts name a time."""

import re

MONTH_NAMES = "January February March April May June July August September October November December".split()
#: By the first three letters.
MONTHS = {name[:3]: number for number, name in enumerate(MONTH_NAMES, 1)}
#: Months that are words or names too; alone they need a word before them that leads to a time.
ALSO_WORDS = frozenset({"March", "April", "May", "June", "August"})
#: Words that lead to a time.
LEADS = frozenset(
    "in since by until till from through during for of to before after early mid late between and end".split()
)
#: A month, quarter or weekday in a sentence with these is the coming one: "will begin in June".
FUTURE = frozenset("will shall should expects expected plans due scheduled slated upcoming".split())
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
#: The month that they begin in.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: The third of a year.
THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}
#: How many years, months … after the present one.
STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}
#: Days near today; others are today: "tonight", "this morning".
NEAR_DAYS = {"yesterday": -1, "tomorrow": 1}
#: Of quarters and halves.
ORDINALS = (
    dict.fromkeys("first 1st q1 1q h1 1h".split(), 1)
    | dict.fromkeys("second 2nd q2 2q h2 2h".split(), 2)
    | dict.fromkeys("third 3rd q3 3q".split(), 3)
    | dict.fromkeys("fourth final 4th q4 4q".split(), 4)
)
COUNTS = {"a": 1, "an": 1} | {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}

# Each alternative of the patterns is a group, and `moments` names the reader of each. Nothing but a
# link repeats without bound, so that no text makes them slow.

_DIGITS = r"(?:199[0-9]|20[0-5][0-9]|2060)(?!\w|[.,][0-9])"
_STEPPED = r"(?:[Tt]his|[Ll]ast|[Nn]ext)(?:\s(?:fiscal|financial|calendar))?\syear\b"
_THE_YEAR = rf"{_DIGITS}|{_STEPPED}|the\syear\b(?!\s(?:before|earlier|ago|to))"
# Two digits are a year only glued on or with an apostrophe: 1Q25, Q1'25, Q1 FY25.
_SHORT = r"['’][0-9]{2}(?!\w)|(?<=[QHY])[0-9]{2}(?!\w)"
_OF = (
    r"(?:(?:,\s|[\s-])(?:of\s|in\s)?(?:the\s)?(?:[Ff]iscal\s(?:year\s)?|FY\s?)?"
    r"|(?<=[1-4])(?=['’])|(?<=[QH]))"
)
_TH = r"(?:st|nd|rd|th)?"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?"
    r"|Aug(?:ust|\.)?|Sep(?:tember|t?\.?)"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![^\W\d_])"
)
_NO_DAY = (
    r"[.,:]?[0-9]|\s?%"
    r"|[-\s](?:per|million|billion|thousand|[kKMGT]Wh?|km|euro|percent|vehicles|units|cars)"
)
_STEP = "[Tt]his|[Ll]ast|[Nn]ext"
_COUNT = r"[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
#: Before a place where a time may be named; or a link, to be skipped.
HINT = re.compile(
    r"""
    \W(?:(?<=:)//\S+|(?<=\])\(\S*|(?=(?:199|20)[0-9]|[0-9]{1,3}(?:[\s–.QH-]|[snrt][tdh])
      | J(?:an|u[nl])|M(?:ar|ay|on)|Oct|Nov|Dec|Q[1-4]|H[12]
      | [Aa](?:p(?=r)|u[gt]|n?\s(?=[dwmy]))|[Bb]eg|[Cc]los|[Ee](?:ar|nd|ight\s)
      | [Ff](?:i[rns]|eb|ou|al|ri|Y|ive\s)|[Ll]a[st]|[Mm]id|[Nn](?:ex|ine\s)|[Oo]ne\s
      | [Ss](?:e[cpv]|pr|u[mn]|ta|at|ix\s)
      | [Tt](?:hi|o[dmn]|ue|hu|he\s(?=dec)|wo\s|hree\s|en\s)|[Ww](?:in|ed)|[Yy]es))""",
    re.VERBOSE,
)
_GUARD = r"(?<![\w$€£¥₹#=&/])(?<![0-9][.,:])"
#: Times that begin with a digit.
NUMERIC = re.compile(
    rf"""{_GUARD}(?:
    (?P<iso_day>(?P<y>[12][0-9]{{3}})(?P<sep>[-/])(?P<m>[01][0-9])(?P=sep)(?P<d>[0-3][0-9])(?![0-9]))
  | (?P<dotted>(?P<dotted_day>[0-3]?[0-9])\.(?P<dotted_month>[01]?[0-9])\.(?P<dotted_year>{_DIGITS}))
  | (?P<iso_month_>(?P<iso_year>{_DIGITS})-(?P<iso_month>0[1-9]|1[0-2])(?![\w-]))
  | (?P<day_first>(?P<a_day>[0-3]?[0-9]){_TH}(?:\s?(?:[-–]|to|and)\s?(?P<a_last>[0-3]?[0-9]){_TH})?
      \s(?:of\s)?(?P<a_month>{_MONTH})(?:,?\s(?:of\s)?(?P<a_year>{_DIGITS}|{_STEPPED}))?)
  | (?P<decade>(?P<decade_year>(?:19[5-9]|20[0-6])0)['’]?s\b)
  | (?P<bare>(?P<year>{_DIGITS})(?:[-–/](?P<short>[0-9]{{2}})(?!\w))?(?![-–/](?!{_DIGITS})[0-9]))
  | (?P<quarter>(?P<quarter_number>[1-4]Q|(?:1st|2nd|3rd|4th)(?=[\s-]quarter\b))
      (?:[\s-]quarter\b)?(?:{_OF}(?P<quarter_year>{_THE_YEAR}|{_SHORT})|\b))
  | (?P<half>(?P<half_number>[12]H|(?:1st|2nd)(?=[\s-]half\b))(?:[\s-]half\b)?{_OF}
      (?P<half_year>{_THE_YEAR}|{_SHORT}))
  | (?P<ago>(?P<count>[0-9]{{1,3}})\s(?P<ago_unit>day|week|month|year)s?\sago\b)
  )""",
    re.VERBOSE,
)
#: Times that begin with a letter.
WORDED = re.compile(
    rf"""{_GUARD}(?:
    (?P<month_first>(?P<b_month>{_MONTH})\s(?P<b_day>[0-3]?[0-9])(?![0-9]){_TH}
      (?:\s?(?:[-–]|to|and)\s?(?P<b_last>[0-3]?[0-9])(?![0-9]){_TH})?(?!{_NO_DAY})
      (?:,?\s(?:of\s)?(?P<b_year>{_DIGITS}|{_STEPPED}))?)
  | (?P<season>(?:(?P<season_step>{_STEP})\s)?
      (?P<season_name>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)
      (?:(?:,?\s|\sof\s|-)(?P<season_year>{_DIGITS}|{_STEPPED}))?\b)
  | (?P<month>(?:(?P<month_step>{_STEP})\s)?(?P<month_name>{_MONTH})
      (?:(?:,?\s(?:of\s)?|-)(?P<month_year>{_DIGITS}|{_STEPPED})
        |(?=\s?(?:[-–]|to|and|or|through)\s?{_MONTH},?\s(?P<shared_year>{_DIGITS})))?)
  | (?P<quarter>(?P<quarter_number>Q[1-4]
        |(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal)(?=[\s-]quarter\b))
      (?:[\s-]quarter\b)?(?:{_OF}(?P<quarter_year>{_THE_YEAR}|{_SHORT})|\b))
  | (?P<half>(?P<half_number>H[12]|(?:[Ff]irst|[Ss]econd)(?=[\s-]half\b))
      (?:[\s-]half\b)?{_OF}(?P<half_year>{_THE_YEAR}|{_SHORT}))
  | (?P<fiscal>(?:[Ff](?:iscal|inancial)(?:\syear)?|FY)[\s-]?(?P<fy>{_DIGITS}|{_SHORT})
      (?:[-/][0-9]{{2}}(?!\w))?)
  | (?P<part_>(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-](?:in\s)?
      |(?P<edge>[Ee]nd|[Ss]tart|[Bb]eginning|[Cc]lose|[Mm]iddle)(?:\sof\s|-))(?P<part_year>{_THE_YEAR}))
  | (?P<weekday>(?:(?P<weekday_step>{_STEP})\s)?(?P<weekday_name>{"|".join(WEEKDAYS)})\b
      (?!,?\s(?:the\s)?(?:[0-9]{{1,2}}{_TH}\s)?(?:of\s)?{_MONTH}))
  | (?P<near>(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))\b)
  | (?P<stepped>(?P<step>{_STEP}|the(?=\sdecade))\s(?P<unit>week|month|quarter|year|decade)\b(?!-))
  | (?P<ago>(?P<count>{_COUNT})\s(?P<ago_unit>day|week|month|year)s?\sago\b)
  )""",
    re.VERBOSE,
)
