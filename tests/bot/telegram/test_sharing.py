"""Links that lead to the bot, and those by which people hand on what it shows."""

from bot.conversation.replies import Action, Button
from bot.telegram.sharing import linked


def test_button_that_leads_here_opens_the_bot_with_what_start_takes() -> None:
    ((button,),) = linked([[Button("Open", start="deal_catl-ford-1")]], "our_bot")

    assert button.link == "https://t.me/our_bot?start=deal_catl-ford-1"


def test_button_that_shares_opens_telegrams_dialogue_with_that_link() -> None:
    ((button,),) = linked([[Button("Share", share="deal_catl-ford-1")]], "our_bot")

    assert button.link == "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Four_bot%3Fstart%3Ddeal_catl-ford-1"


def test_button_whose_words_fit_into_no_link_is_left_out_and_others_stay() -> None:
    more, page = Button("More", Action("more")), Button("Read", link="https://example.com/a")

    rows = linked([[more, Button("Share", share="deal_é")], [page, Button("Open", start="x" * 65)]], "our_bot")

    assert rows == ((more,), (page,))
