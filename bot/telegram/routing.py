"""What an update means for us, if anything: pure, so that what does not concern us is never even stored."""

import re
from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType, MessageEntityType

#: What we ask Telegram for. Edited messages are not among them: what was answered stays answered.
KINDS = (
    Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER,
)  # fmt: skip
_GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
#: A file that we can read; Telegram does not always know what it is.
_FILE = ("application/json", ".json")
_OF_A_NAME = (MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)


@dataclass(frozen=True, slots=True)
class Me:
    """This bot."""

    id: int
    #: Without its @.
    username: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said and is answered."""

    chat: int
    #: A forum topic; None outside them.
    topic: int | None = None
    is_group: bool = False
    #: Who reads there is not who writes.
    is_channel: bool = False

    @property
    def lane(self) -> str:
        return f"{self.chat}/{self.topic or ''}"


@dataclass(frozen=True, slots=True)
class Speaker:
    user: int
    #: Its client's language; "" when it does not say.
    language: str
    #: Speaks as the group itself, which only its administrators can.
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Text that is a question."""

    place: Place
    speaker: Speaker
    text: str
    #: The message that says it.
    message: int
    #: The message of ours that it replies to.
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    place: Place
    speaker: Speaker
    #: In lower case, without its slash and our name.
    name: str
    arguments: str
    message: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that we may be able to read."""

    place: Place
    speaker: Speaker
    message: int
    #: By which Telegram gives it out.
    file: str
    name: str
    #: Bytes; 0 when Telegram does not say.
    size: int


@dataclass(frozen=True, slots=True)
class Wordless:
    """A picture, a voice, a sticker in a private chat, with nothing said."""

    place: Place
    speaker: Speaker
    message: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; without a place when its message is an inline one or too old to be known."""

    place: Place | None
    speaker: Speaker
    query: str
    token: str
    #: The message below which it is.
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """An inline query."""

    speaker: Speaker
    query: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Membership:
    """We were let into a chat, or shut out of it."""

    place: Place
    #: Who did it.
    speaker: Speaker
    #: We may write there.
    is_open: bool


Meant = Asked | Commanded | Filed | Wordless | Pressed | Sought | Moved | Membership


def meant(update: Update, me: Me) -> Meant | None:
    """None: it does not concern us, as most of what is said in a group."""
    if update.message:
        return _message(update.message, me)
    if update.channel_post:
        return _posted(update.channel_post, me)
    if update.callback_query:
        return _pressed(update.callback_query)
    if query := update.inline_query:
        return Sought(_person(query.from_user), query.id, query.query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    return None


def home(one: Meant) -> tuple[int, str]:
    """The chat that it belongs to, and the lane within which it is handled in order."""
    match one:
        case Asked() | Commanded() | Filed() | Wordless():
            return one.place.chat, one.place.lane
        case Pressed():
            return (one.place.chat, one.place.lane) if one.place else (one.speaker.user, f"{one.speaker.user}/")
        case Sought():
            return one.speaker.user, f"inline/{one.speaker.user}"
        case Moved():
            return one.old, f"{one.old}/"
        case Membership():
            return one.place.chat, one.place.lane


def _message(message: Message, me: Me) -> Meant | None:
    if message.migrate_to_chat_id:
        return Moved(message.chat_id, message.migrate_to_chat_id)
    if message.from_user is None or message.via_bot or message.is_automatic_forward:
        return None
    if message.from_user.is_bot and not message.sender_chat:
        return None
    place, speaker = _place(message), _speaker(message, message.from_user)
    said = message.text or message.caption or ""
    if command := _command(message, me):
        name, arguments = command
        # A command for another bot is nobody's question here.
        return Commanded(place, speaker, name, arguments, message.message_id) if name else None
    about = _replied_to(message, me)
    if place.is_group and about is None and not _mentions(message, me):
        return None
    if file := _file(message):
        name, id_, size = file
        return Filed(place, speaker, message.message_id, id_, name, size)
    if text := _without_mention(said, me).strip():
        return Asked(place, speaker, text, message.message_id, about)
    if not place.is_group and message.effective_attachment is not None:
        return Wordless(place, speaker, message.message_id)
    # Our bare name in a group: whoever calls wants to know what can be asked.
    return Commanded(place, speaker, "help", "", message.message_id) if said else None


def _posted(message: Message, me: Me) -> Meant | None:
    """In a channel, where only its administrators write, and commands alone are meant for us."""
    name, arguments = _command(message, me) or ("", "")
    if not name or message.via_bot:
        return None
    speaker = Speaker(message.chat_id, "", anonymous=True)
    return Commanded(_place(message), speaker, name, arguments, message.message_id)


def _file(message: Message) -> tuple[str, str, int] | None:
    """Its name, id and size."""
    found = message.document
    if found is None:
        return None
    kind, ending = _FILE
    name = found.file_name or ""
    is_readable = found.mime_type == kind or name.lower().endswith(ending)
    return (name, found.file_id, found.file_size or 0) if is_readable else None


def _command(message: Message, me: Me) -> tuple[str, str] | None:
    """Its name and arguments; the name is empty when it is for another bot; None when it is no command."""
    text = message.text or ""
    first = next((e for e in message.entities if e.type == MessageEntityType.BOT_COMMAND and e.offset == 0), None)
    if first is None:
        return None
    word = message.parse_entity(first)
    name, _, bot = word[1:].partition("@")
    if bot and bot.lower() != me.username.lower():
        return "", ""
    return name.lower(), text[len(word) :].strip()


def _mentions(message: Message, me: Me) -> bool:
    return any(_names_us(entity, text, me) for entity, text in _names(message).items())


def _names(message: Message) -> dict[MessageEntity, str]:
    kinds: list[str | None] = [*_OF_A_NAME]
    return message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)


def _names_us(entity: MessageEntity, text: str, me: Me) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return text.lower() == f"@{me.username}".lower()


def _without_mention(text: str, me: Me) -> str:
    """`@our_bot who …` and `…, @our_bot?` without our name; of other names nothing is taken."""
    return re.sub(rf"(?<!\w)@{re.escape(me.username)}\b[,:]?", " ", text, flags=re.IGNORECASE)


def _replied_to(message: Message, me: Me) -> int | None:
    """The message of ours that this one replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != me.id:
        return None
    # In a topic each message without a reply replies to what created the topic, which may have been us.
    return None if replied.forum_topic_created else replied.message_id


def _pressed(query: CallbackQuery) -> Pressed | None:
    if query.data is None:
        return None
    message = query.message
    if message is None:
        place = None
    elif isinstance(message, Message):
        place = _place(message)
    else:  # too old: Telegram tells its chat alone
        place = Place(message.chat.id, None, _is_group(message.chat), _is_channel(message.chat))
    return Pressed(place, _person(query.from_user), query.id, query.data, message.message_id if message else None)


def _membership(change: ChatMemberUpdated) -> Membership:
    place = Place(change.chat.id, None, _is_group(change.chat), _is_channel(change.chat))
    return Membership(place, _person(change.from_user), _may_write(change.new_chat_member))


def _may_write(us: ChatMember) -> bool:
    match us:
        case ChatMemberRestricted():
            return us.is_member and us.can_send_messages
        case ChatMemberAdministrator():
            # Of channels alone it is said.
            return us.can_post_messages is not False
    return us.status not in _GONE


def _place(message: Message) -> Place:
    # Outside forums a thread is a chain of replies, to which nothing can be sent.
    topic = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, topic, _is_group(message.chat), _is_channel(message.chat))


def _is_group(chat: Chat) -> bool:
    return chat.type != ChatType.PRIVATE


def _is_channel(chat: Chat) -> bool:
    return chat.type == ChatType.CHANNEL


def _speaker(message: Message, user: User) -> Speaker:
    anonymous = message.sender_chat is not None and message.sender_chat.id == message.chat_id
    return Speaker(user.id, user.language_code or "", anonymous)


def _person(user: User) -> Speaker:
    return Speaker(user.id, user.language_code or "")
