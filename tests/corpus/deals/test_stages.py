"""How far a deal has come, from a sentence or a headline."""

import pytest

from corpus.deals.drafts import DealType, Readable, Stage
from corpus.deals.facts import stages
from corpus.deals.facts.told import Told
from corpus.deals.relations import Telling
from corpus.text import sentences

RUMOURED = [
    ("supply", "Tesla will reportedly buy cells from CATL."),
    ("supply", "Samsung SDI is said to supply BMW with 46-mm cells."),
    ("supply", "BYD will supply cells to Tesla, sources said."),
    ("supply", "Two people familiar with the matter said that Foxconn had won an order from Apple."),
    ("investment", "Index Ventures is leading the round, a source confirmed."),
]
TALKS = [
    ("supply", "Ford in talks to buy hybrid batteries from BYD, report says"),
    ("supply", "Ford Motor is talking with BYD about buying batteries from the Chinese company."),
    ("acquisition", "Renault did not deny that it had been in talks with Nissan."),
    ("acquisition", "Renault neither confirmed nor denied talks with Geely."),
    ("acquisition", "Honda denied that talks with Nissan had ended."),
    ("partnership", "Nissan and Honda are exploring a partnership on EVs."),
    ("partnership", "Nissan, Honda to explore EV partnership"),
    ("acquisition", "Adnoc mulls takeover of Covestro"),
    ("acquisition", "Geely eyes stake in Aston Martin"),
    ("acquisition", "Tata weighs bid for Jaguar"),
    ("acquisition", "Rio Tinto makes $6 billion takeover offer for Arcadium"),
    ("acquisition", "Rio Tinto is close to a deal to buy Arcadium."),
    ("investment", "Northvolt is negotiating with investors including VW about fresh money."),
    ("acquisition", "Foo could buy Bar next year."),
]
MOU = [
    ("supply", "Mazda and Panasonic signed a memorandum of understanding on cells."),
    ("supply", "Hyundai inks MoU with Exide Energy for LFP cells"),
    ("acquisition", "Foo has signed a letter of intent to acquire Bar."),
    ("supply", "Compass Minerals signed a non-binding agreement with Ford on lithium."),
    ("partnership", "Nissan and Honda completed a memorandum of understanding on EVs."),
]
AGREED = [
    ("acquisition", "Renault declined to confirm or deny reports of a tie-up with Geely."),
    ("supply", "Volkswagen ended the year with a new contract with Samsung SDI."),
    ("supply", "LGES and Ford signed a contract that runs until the end of 2026."),
    ("supply", "Ford did not cancel its order with LGES."),
    ("supply", "BMW may cancel its contract with Northvolt."),
    ("supply", "Either side can terminate the supply agreement between GM and LGES."),
    ("acquisition", "Talks between Rio and Arcadium ended in an agreement."),
    ("supply", "After ending talks with Northvolt, BMW signed a contract with Samsung SDI."),
    (
        "supply",
        "Following a memorandum signed last year, Mazda and Panasonic have entered into a definitive agreement.",
    ),
    ("supply", "The two have turned their MoU into a binding contract."),
    ("supply", "Ford and Albemarle signed a binding offtake agreement."),
    ("supply", "After months of talks, Toyota signed with LGES."),
    ("supply", "Renesas sources wafers from Wolfspeed, the company said."),
    ("acquisition", "Rio Tinto expects to complete its takeover of Arcadium in 2025."),
    ("acquisition", "The acquisition is expected to close by mid-2025."),
    ("acquisition", "Rio Tinto agreed to acquire Arcadium, which bought Livent's unit in 2023."),
    ("acquisition", "Rio Tinto to acquire Arcadium"),
    ("acquisition", "Lyten buys Northvolt's assets"),
    ("acquisition", "Loom will be acquired by Atlassian."),
    ("acquisition", "Loom is being bought by Atlassian."),
    ("acquisition", "Once the acquisition is completed, Foo will own Bar."),
    ("investment", "Stellantis will invest 1.5 billion euros in Leapmotor."),
    ("investment", "Volkswagen agrees to invest $5 billion in Rivian"),
    ("joint_venture", "Honda and LG will establish a joint venture."),
    ("supply", "LGES wins $4.3 billion order from Tesla"),
    ("supply", "CATL supplies BMW with cells."),
    ("acquisition", "EU regulators reject request by Broadcom in VMware deal"),
    ("supply", "Court denies motion in case over LGES supply deal with GM"),
    ("supply", "Tesla and Samsung have struck a $16.5bn chip deal"),
    ("partnership", "Toyota and Idemitsu agreed to cooperate on solid-state batteries."),
    ("acquisition", "The deal could be called off if regulators object, Foo said of its purchase of Bar."),
    ("acquisition", "Foo agreed to buy Bar and has no plans to close its plants."),
    ("acquisition", "Foo acquires Bar, whose claims about range were false."),
    ("supply", "Foo signed a contract with Bar, which has no plans to build its own cells."),
    ("supply", "Foo will supply Bar although it has no interest in Bar's software."),
    ("acquisition", "Foo will buy Bar; a court rejected the claim that the price was wrong."),
    ("acquisition", "Foo agreed to buy Bar; reports that the price was $3bn are false."),
    ("partnership", "Foo and Bar agreed to work together; there are no plans for a merger."),
    ("supply", "Foo is not only buying cells from Bar but also packs, it said."),
    ("supply", "Foo signed with Bar after reports of a deal with Baz proved untrue."),
    ("acquisition", "Foo did not dismiss a report that it will buy Bar."),
    ("supply", "Foo is not in a hurry to buy from Bar, with whom it has signed a contract."),
]
COMPLETED = [
    ("acquisition", "Rio Tinto completes acquisition of Arcadium"),
    ("acquisition", "Rio Tinto has completed its $6.7 billion takeover of Arcadium."),
    ("acquisition", "Microsoft closes $69bn deal for Activision"),
    ("acquisition", "Snap acquired Zenly in 2017."),
    ("acquisition", "Zenly, which was acquired by Snap"),
    ("acquisition", "Bosch has bought the business from Johnson Controls."),
    ("acquisition", "The purchase of Rare by Microsoft closed in 2002."),
    ("investment", "Lyten raises $200 million in round led by Prime Movers"),
    ("investment", "Temasek invested in Ola."),
    ("investment", "Volkswagen closes investment in Patriot Battery Metals"),
    ("joint_venture", "Honda and LG have established a joint venture in Ohio."),
    ("joint_venture", "SGMW is a joint venture between GM and SAIC."),
]
ENDED = [
    ("supply", "BMW cancels €2 billion battery cell order with Northvolt"),
    (
        "supply",
        "An order for cells worth 2 billion euros ($2.15 billion), placed by BMW with Northvolt, has been cancelled.",
    ),
    ("supply", "Ford Motor had given notice to end a supply contract concluded last year with LGES."),
    ("supply", "LG Energy Solution has lost an order worth 9.6 trillion won from Ford."),
    ("acquisition", "Albemarle walks away from A$6.6 billion takeover of Liontown"),
    ("acquisition", "Albemarle has withdrawn its offer for Liontown Resources."),
    ("acquisition", "Nissan and Honda end merger talks"),
    ("acquisition", "Amazon and iRobot called off their $1.4 billion merger."),
    ("acquisition", "Talks between Nissan and Honda collapsed."),
    ("acquisition", "Shareholders voted down Foo's offer for Bar."),
    ("partnership", "GM and Honda scrap plan to develop affordable EVs"),
    ("partnership", "Ford and Rivian pull out of plan to build an EV together."),
    ("joint_venture", "Ford and SK On to dissolve BlueOval SK joint venture"),
    ("joint_venture", "Ford, Koç and LGES scrap battery plant plans in Turkey"),
    ("investment", "Binance sold its stake in FTX in 2021."),
    ("joint_venture", "Stellantis exits NextStar joint venture with LGES"),
    ("supply", "Panasonic no longer supplies cells to VW."),
    ("partnership", "Apple and Goldman Sachs part ways"),
    ("acquisition", "US Steel rejects $7.3 billion offer from Cleveland-Cliffs"),
]
DENIED = [
    ("joint_venture", "Ford denies report of talks with Xiaomi on making EVs in the US"),
    (
        "joint_venture",
        "A report that Ford had held talks with Xiaomi about a joint venture is untrue, the American carmaker says.",
    ),
    ("acquisition", "Stellantis denies it is planning a merger with Renault"),
    ("acquisition", "Stellantis has no plans to merge with Renault, its chairman said."),
    ("acquisition", "Foo dismissed reports of a takeover of Bar."),
    ("acquisition", "Foo rules out takeover of Bar"),
    ("supply", "Ford is not in talks with BYD, a spokesman said."),
    ("supply", "Rumours that Tesla will buy cells from BYD are false."),
    ("acquisition", "Report that Stellantis is buying Renault is untrue, says Stellantis"),
    ("acquisition", "A report that Foo was buying Bar is not correct, Foo says"),
    ("acquisition", "Foo said that media reports it would buy Bar were not accurate."),
    ("acquisition", "Talk of a takeover of Bar by Foo is without foundation, the company said."),
    ("acquisition", "It is untrue that Foo is buying Bar, the company said."),
    ("acquisition", "The report is wrong, Foo said of a planned purchase of Bar."),
    ("acquisition", "Report about Foo's purchase of Bar unfounded, says spokesman"),
    ("acquisition", "“Not true”: Foo on report that it is buying Bar"),
    ("supply", "Foo says there is no truth to reports that it will buy cells from Bar"),
    ("supply", "Reports that BYD supplies Tesla with cells have been denied by both."),
    ("acquisition", "A spokesperson for Foo denied the claim that it was acquiring Bar."),
    ("acquisition", "Foo has rejected a report that it wants to buy Bar."),
    ("acquisition", "Foo rejected as false a newspaper report that it is to buy Bar."),
    ("acquisition", "Foo called the report of a merger with Bar incorrect."),
    ("acquisition", "Foo dismisses Bar takeover report"),
    ("acquisition", "Foo shoots down rumours of Bar takeover"),
    ("acquisition", "Contrary to media reports, Foo is not buying Bar."),
    ("acquisition", "No such talks are taking place between Foo and Bar, a spokesman said."),
    ("acquisition", "There have been no talks with Bar on a merger, Foo said."),
    ("acquisition", "Foo and Bar are not in merger talks, both said."),
    ("acquisition", "Foo has no intention of buying Bar, its chief executive said."),
    ("acquisition", "Foo says “no plans” to buy Bar"),
    ("acquisition", "Foo does not plan to buy Bar, it said."),
    ("acquisition", "Foo ruled out a tie-up with Bar."),
    ("acquisition", "Foo says it isn't buying Bar"),
    ("supply", "Foo has not signed any contract with Bar, it said in response to reports."),
]
ALL = {
    Stage.RUMOURED: RUMOURED,
    Stage.TALKS: TALKS,
    Stage.MOU: MOU,
    Stage.AGREED: AGREED,
    Stage.COMPLETED: COMPLETED,
    Stage.ENDED: ENDED,
    Stage.DENIED: DENIED,
}


@pytest.mark.parametrize(("stage", "deal", "text"), [(stage, *case) for stage, cases in ALL.items() for case in cases])
def test_words_say_the_stage(stage: Stage, deal: str, text: str) -> None:
    found, (start, end) = stages.stage(text, DealType(deal))

    assert found == stage
    assert text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "stage", "words"),
    [
        ("Ford cancels its order with Northvolt", Stage.ENDED, "cancels its order"),
        ("Ford signed a letter of intent with Foo.", Stage.MOU, "letter of intent"),
        ("Ford will buy cells from Foo, sources said.", Stage.RUMOURED, "sources said"),
        ("Ford and Foo inked a contract.", Stage.AGREED, "inked"),
    ],
)
def test_span_is_of_the_words_that_say_so(text: str, stage: Stage, words: str) -> None:
    found, (start, end) = stages.stage(text, DealType.SUPPLY)

    assert (found, text[start:end]) == (stage, words)


def test_model_turns_down_words_that_mean_something_else() -> None:
    text = "Foo, known for calling off its merger with Baz, supplies Bar."

    assert stages.stage(text, DealType.SUPPLY)[0] == Stage.ENDED
    assert stages.stage(text, DealType.SUPPLY, {Telling.FACT: 0.99, Telling.ENDED: 0.01})[0] == Stage.AGREED


def test_sure_model_speaks_where_no_words_do() -> None:
    text = " Foo's days as a supplier of Bar are numbered. "

    found = stages.stage(text, DealType.SUPPLY, {Telling.FACT: 0.1, Telling.ENDED: 0.9})

    assert found == (Stage.ENDED, (1, len(text) - 1))


def of(text: str, deal: str = "supply", title: str = "") -> Stage:
    told = Told(DealType(deal), tuple(sentences.spans(text)), bool(title), ("Foo", "Bar"))
    stage, quotes = stages.of(Readable(title, text, None, None), told)
    for quote in quotes:
        assert quote.quote == (title if quote.in_title else text)[quote.start : quote.end] != ""
    return stage


def test_title_and_telling_sentence_count_alike() -> None:
    assert of("Foo and Bar work together on cells.", title="Foo, Bar call off supply deal") == Stage.ENDED
    assert of("Foo has signed a memorandum of understanding with Bar.", title="Foo to supply Bar") == Stage.MOU


def test_further_sentence_counts_when_it_speaks_of_the_deal() -> None:
    assert of("Foo said in 2022 it would supply Bar. Yet they canned the collaboration.") == Stage.ENDED
    assert of("Foo will supply Bar with cells. Baz cancelled a contract for motors.") == Stage.AGREED
    assert of("Foo buys Bar. The transaction closed on Friday.", "acquisition") == Stage.COMPLETED


def test_rumour_or_talks_that_the_company_then_denies_are_denied() -> None:
    assert of("Foo will buy cells from Bar, sources said. A Foo spokesman denied the report.") == Stage.DENIED
    assert of("Foo is in talks to supply Bar. Both companies said the rumours were untrue.") == Stage.DENIED
    assert of("Foo is in talks to supply Bar. The talks began in May.") == Stage.TALKS


def test_deal_told_only_by_its_title_has_the_stage_of_the_title() -> None:
    assert of("", title="Foo in talks to supply Bar") == Stage.TALKS
    assert stages.of(Readable("", "", None, None), Told(DealType.SUPPLY, (), False, ())) == (Stage.AGREED, ())
