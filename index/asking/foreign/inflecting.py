"""English verbs as they are said of one and of the past; of two words, "take over", the first one changes."""

#: Past and participle of those that are not regular.
_IRREGULAR = {
    verb: (past, done)
    for verb, past, done in (
        line.split()
        for line in (
            "be was been,become became become,begin began begun,bring brought brought,build built built,"
            "buy bought bought,choose chose chosen,come came come,cost cost cost,cut cut cut,do did done,"
            "fall fell fallen,find found found,get got got,give gave given,go went gone,have had had,hold held held,"
            "keep kept kept,lead led led,leave left left,lose lost lost,make made made,meet met met,pay paid paid,"
            "put put put,rise rose risen,run ran run,say said said,sell sold sold,set set set,show showed shown,"
            "speak spoke spoken,spend spent spent,take took taken,win won won,"
            "withdraw withdrew withdrawn,write wrote written"
        ).split(",")
    )
}
_HISSES = ("s", "x", "z", "ch", "sh", "o")


def third(verb: str) -> str:
    """ "supplies", "takes over", "is"."""
    word, rest = _parted(verb)
    if word in ("be", "have"):
        return f"{'is' if word == 'be' else 'has'}{rest}"
    if _is_consonant_y(word):
        return f"{word[:-1]}ies{rest}"
    return f"{word}{'es' if word.endswith(_HISSES) else 's'}{rest}"


def past(verb: str) -> str:
    """ "supplied", "took over"."""
    word, rest = _parted(verb)
    return f"{_IRREGULAR[word][0] if word in _IRREGULAR else _regular(word)}{rest}"


def done(verb: str) -> str:
    """ "supplied", "taken over"."""
    word, rest = _parted(verb)
    return f"{_IRREGULAR[word][1] if word in _IRREGULAR else _regular(word)}{rest}"


def _parted(verb: str) -> tuple[str, str]:
    word, space, rest = verb.partition(" ")
    return word, f"{space}{rest}"


def _regular(word: str) -> str:
    if _is_consonant_y(word):
        return f"{word[:-1]}ied"
    # The only ones here that double their last letter.
    if word in ("stop", "scrap", "drop", "plan", "ship", "cancel"):
        return f"{word}{word[-1]}ed"
    return f"{word}d" if word.endswith("e") else f"{word}ed"


def _is_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in tuple("aeiou")
