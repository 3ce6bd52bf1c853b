"""When somebody wants alerts, in their words: `daily 8:00`, `Ruhe 22-7`, `lunes a las 9`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"
    QUIET = "quiet"
    URGENT = "urgent"
    MOST = "most"
    MUTE = "mute"
    UNMUTE = "unmute"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Asked:
    kind: Kind
    #: Times of day named, in minutes.
    minutes: tuple[int, ...] = ()
    #: 0 is Monday.
    weekday: int | None = None
    number: int | None = None
    #: No quiet hours, nothing urgent.
    is_off: bool = False
    #: What was said besides the kind.
    words: str = ""


_WEEKDAYS = (
    "monday mondays mon montag montags mo lunes",
    "tuesday tuesdays tue dienstag dienstags di martes",
    "wednesday wednesdays wed mittwoch mittwochs mi miércoles miercoles",
    "thursday thursdays thu donnerstag donnerstags do jueves",
    "friday fridays fri freitag freitags fr viernes",
    "saturday saturdays sat samstag samstags sonnabend sa sábado sabado sábados",
    "sunday sundays sun sonntag sonntags so domingo domingos",
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
#: What comes first is looked for first.
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.UNMUTE, "unmute, hear again, wieder hören, nicht mehr stumm, volver a oír, dejar de silenciar"),
    (Kind.MUTE, "mute, stumm, stummschalten, silenciar, silencia"),
    (Kind.URGENT, "urgent, urgently, dringend, eilig, eilt, urgente, urgentes"),
    (Kind.QUIET, "quiet hours, quiet, silence, do not disturb, dnd, at night, ruhezeit, ruhezeiten, ruhe, nachtruhe, "
     "nicht stören, silencio, no molestar, horas de silencio"),
    (Kind.MOST, "at most, most, max, maximum, cap, limit, höchstens, maximal, máximo, maximo, como mucho, límite"),
    (Kind.RESUME, "resume, continue, unpause, start again, fortsetzen, weiter, wieder an, reanudar, continuar"),
    (Kind.PAUSE, "pause, pause all, stop, stop all, anhalten, pausieren, alles anhalten, pausa, pausar, parar"),
    (Kind.WEEKLY, "weekly, every week, once a week, wöchentlich, jede woche, semanal, semanalmente, cada semana"),
    (Kind.DAILY, "daily, every day, once a day, täglich, jeden tag, diario, diariamente, cada día, cada dia"),
    (Kind.INSTANT, "at once, instant, instantly, immediately, right away, live, sofort, gleich, al instante, "
     "inmediato, inmediatamente, enseguida, en seguida"),
)  # fmt: skip
_OFF = frozenset("off none no never nothing aus keine nie nichts nein ninguno ninguna nada nunca sin quitar".split())
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[ap]\.?m\.?(?!\w))?(?:\s*(?:uhr|h)\b)?(?![\d:])",
    re.IGNORECASE,
)
_NAMED = {
    "noon": 720, "midday": 720, "mittag": 720, "mittags": 720, "mediodía": 720, "mediodia": 720,
    "midnight": 0, "mitternacht": 0, "mitternachts": 0, "medianoche": 0,
}  # fmt: skip


def asked(text: str) -> Asked | None:
    """None: it says nothing of when."""
    said = " ".join(text.lower().split())
    for kind, names in _KINDS:
        if found := _phrase(names.split(", ")).search(said):
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            return _asked(kind, rest)
    # `mondays at 9`, `8:00`: the kind is meant.
    if _weekday(said) is not None:
        return _asked(Kind.WEEKLY, said)
    return _asked(Kind.DAILY, said) if minutes(said) and not re.sub(r"[\d:.\W]|uhr|h\b|am|pm", "", said) else None


def minutes(text: str) -> tuple[int, ...]:
    """The times of day that are named, in order; what is none (`25:00`) is left out."""
    found = [(match.start(), _minute(match)) for match in _TIME.finditer(text)]
    found += [(match.start(), _NAMED[match.group()]) for match in re.finditer(r"\w+", text) if match.group() in _NAMED]
    return tuple(minute for _, minute in sorted(found) if minute is not None)


def clock(minute: int) -> str:
    """`08:30`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _asked(kind: Kind, rest: str) -> Asked:
    words = rest.split()
    number = re.search(r"\d{1,4}", rest)
    return Asked(
        kind=kind,
        minutes=minutes(rest),
        weekday=_weekday(rest),
        number=int(number.group()) if number else None,
        is_off=any(word.strip(".,!") in _OFF for word in words),
        words=" ".join(words),
    )


def _minute(match: re.Match[str]) -> int | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour == 24 and not minute:
        hour = 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _weekday(text: str) -> int | None:
    return next((_WEEKDAY_OF[word] for word in re.findall(r"[^\W\d_]+", text) if word in _WEEKDAY_OF), None)


def _phrase(names: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: -len(name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
