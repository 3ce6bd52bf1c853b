"""Pages of sport, whose clubs sign players: "the Dodgers and the Rays agreed to a deal" is none between companies."""

import re

#: Words that a page of sport has several of; business news may have one.
_SPORT = re.compile(
    r"\b(?:play-?offs?|quarterbacks?|touchdowns?|roster|free agen(?:ts?|cy)|midfielders?|striker|goalkeeper|wickets?"
    r"|innings|batsm[ae]n|pitchers?|outfielder|shortstop|bullpen|home runs?|rebounds|wide receiver|tight end"
    r"|running back|off-?season|semi-?finals?|quarter-?finals?|head coach|transfer window|kick-?off|fixtures?"
    r"|penalty shoot-?out|derby|defenders?|winger|full-back|centre-back|league table|relegation|grand slam|grand prix"
    r"|podium|lap times?|NBA|NFL|MLB|NHL|NBL|AFL|Premier League|Champions League|World Cup|Super Bowl|Super Rugby"
    r"|All Blacks|Wallabies)\b"
)
_ENOUGH = 4


def is_sport(text: str) -> bool:
    """Whether a text has so many different words of sport that it can be about nothing else."""
    seen: set[str] = set()
    for match in _SPORT.finditer(text):
        seen.add(match[0].lower())
        if len(seen) >= _ENOUGH:
            return True
    return False
