"""Whether two tellings name different places for one plant."""

from functools import lru_cache

from corpus.companies.names import joined

#: Spellings of one country stand together, parted by commas.
_COUNTRIES = {
    joined(name): joined(names.split(",")[0])
    for names in (
        "Argentina|Australia|Austria|Belgium|Bolivia|Brazil|Canada|Chile|China|Colombia|Croatia|Czech Republic,Czechia"
        "|Denmark|DR Congo,Democratic Republic of Congo,DRC|Egypt|Estonia|Finland|France|Germany|Greece|Hungary|India"
        "|Indonesia|Ireland|Israel|Italy|Japan|Kenya|Malaysia|Mexico|Morocco|Netherlands|New Zealand|Norway|Peru"
        "|Philippines|Poland|Portugal|Romania|Russia|Saudi Arabia|Serbia|Singapore|Slovakia|Slovenia|South Africa"
        "|South Korea,Korea,Republic of Korea|Spain|Sweden|Switzerland|Taiwan|Thailand|Turkey,Türkiye,Turkiye|Ukraine"
        "|United Arab Emirates,UAE|United Kingdom,UK,Britain,Great Britain,England,Scotland,Wales"
        "|United States,US,USA,America,United States of America|Uzbekistan|Vietnam|Zambia|Zimbabwe"
    ).split("|")
    for name in names.split(",")
}
_STATES = frozenset(
    joined(name)
    for name in (
        "Alabama|Arizona|Arkansas|California|Colorado|Connecticut|Florida|Georgia|Illinois|Indiana|Iowa|Kansas"
        "|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada"
        "|New Jersey|New Mexico|New York|North Carolina|Ohio|Oklahoma|Oregon|Pennsylvania|South Carolina|Tennessee"
        "|Texas|Utah|Virginia|Washington|Wisconsin|Ontario|Quebec|British Columbia|Alberta|Manitoba|Nova Scotia"
        "|Western Australia|Queensland|Bavaria|Saxony|Brandenburg|Thuringia|Lower Saxony|Guangdong|Fujian|Jiangsu"
        "|Sichuan|Hubei|Anhui|Zhejiang|Shandong|Gujarat|Tamil Nadu|Karnataka|Maharashtra|Telangana"
    ).split("|")
)
_WIDE = frozenset(joined(name) for name in "Europe|North America|South America|Asia|Africa|Latin America|EU".split("|"))


@lru_cache(maxsize=4096)
def compare(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """True: a place in common. False: both name a town, a state or a country, and not the same. None: neither."""
    a, b = _by_level(one), _by_level(other)
    levels = [(a[level], b[level]) for level in a if a[level] and b[level]]
    if any(mine & theirs for mine, theirs in levels):
        return True
    return False if levels else None


def _by_level(places: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"country": set(), "state": set(), "town": set()}
    for place in places:
        # "Lansing, Michigan" names both.
        for part in place.split(","):
            key = joined(part)
            if key in _COUNTRIES:
                found["country"].add(_COUNTRIES[key])
            elif key in _STATES:
                found["state"].add(key)
            elif key and key not in _WIDE:
                found["town"].add(key)
    return found
