"""What the bot says by itself, around what the conversation says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """In one language."""

    #: After a defect; the id is in the log.
    apology: str
    #: After we were killed twice in the midst of it.
    interrupted: str
    #: What /cancel does, in the list of commands.
    cancel: str
    stopped: str
    nothing_to_stop: str
    #: Of a button; Telegram shows no more than 200 characters of it.
    expired: str
    #: After a picture, a voice, a sticker.
    wordless: str


_ENGLISH = Words(
    apology="Sorry, something went wrong on my side. If it happens again, tell whoever runs me this number: {id}",
    interrupted="Sorry, I was interrupted while answering this. Please ask again. (Number {id})",
    cancel="stop the answer in work",
    stopped="Stopped.",
    nothing_to_stop="I am not working on anything here.",
    expired="This button is too old for me to remember. Please ask again.",
    wordless="I can only read text so far. Ask me a question, or send /help.",
)
_GERMAN = Words(
    apology="Entschuldigung, bei mir ist etwas schiefgegangen. Geschieht es wieder, nennen Sie dem Betreiber diese"
    " Nummer: {id}",
    interrupted="Entschuldigung, ich wurde beim Antworten unterbrochen. Bitte fragen Sie noch einmal. (Nummer {id})",
    cancel="die laufende Antwort abbrechen",
    stopped="Abgebrochen.",
    nothing_to_stop="Ich arbeite hier gerade an nichts.",
    expired="Dieser Knopf ist zu alt, ich weiß nicht mehr, was er tat. Bitte fragen Sie noch einmal.",
    wordless="Ich kann bisher nur Text lesen. Stellen Sie mir eine Frage oder senden Sie /help.",
)
_SPANISH = Words(
    apology="Lo siento, algo ha fallado. Si vuelve a ocurrir, dé este número a quien me administra: {id}",
    interrupted="Lo siento, me interrumpieron mientras respondía. Por favor, pregunte otra vez. (Número {id})",
    cancel="detener la respuesta en curso",
    stopped="Detenido.",
    nothing_to_stop="No estoy trabajando en nada aquí.",
    expired="Este botón es demasiado antiguo y ya no lo recuerdo. Por favor, pregunte otra vez.",
    wordless="De momento solo puedo leer texto. Hágame una pregunta o envíe /help.",
)
BY_LANGUAGE = {"en": _ENGLISH, "de": _GERMAN, "es": _SPANISH}


def of(language: str) -> Words:
    """For what a client says of its language ("pt-BR", ""): English where we do not speak it."""
    return BY_LANGUAGE.get(language.replace("_", "-").partition("-")[0].lower(), _ENGLISH)
