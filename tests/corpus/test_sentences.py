import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import spans

# "‖" stands where one sentence ends and the next begins; it is not in the text.
STOPS = [
    "Mazda buys cells. ‖Panasonic sells them.",
    "Who buys cells? ‖Mazda does! ‖It said so.",
    "Really?! ‖Yes!! ‖It did.",
    "What?? ‖Nobody knew.",
    "One sentence without a stop",
    "One sentence.",
    "   Padded on both sides.   ‖And again.  ",
    "Two spaces.  ‖Between sentences.",
    "A no-break space.\u00a0‖Then more.",
    "A thin space.\u2009‖Then more.",
    "A tab.\t‖Then more.",
    "The tokens are spaced . ‖So is this .",
    "Sales rose. ‖2024 was a record year.",
    "It cost $5 million. ‖$3 million came from LG.",
    "It ended. ‖€20 million were lost.",
    "The plant opens in 2026. ‖The first cells ship in 2027.",
    "It grew to 100. ‖Then it shrank.",
    "Output reached 50%. ‖The rest is planned.",
    "They sold 1,000. ‖Then 2,000 more.",
    "Range is 500 km. ‖Charging takes 20 min. ‖The price is 40,000 euros.",
    "The maker lost a year.‖The market did not wait.",
    "i like this car. ‖it is quick. ‖the price is ok.",
    "It closed the deal.[1] ‖The price was not told.[2][3] ‖Both firms agreed.",
    "It closed the deal.¹ ‖The price was not told.",
]
NUMBERS = [
    "The pack holds 3.5 kWh. ‖It weighs 20.5 kg.",
    "Sales were 1,234.56 units. ‖Fine.",
    "It paid 1.234.567,89 euros. ‖Fine.",
    "Version 2.0.1 is out. ‖Get it.",
    "The No. 2 carmaker grew. ‖The No. 1 did not.",
    "Nos. 4 and 5 are closed.",
    "See Fig. 3 for the map. ‖It is small.",
    "He read pp. 4-9 of vol. 2 at home.",
    "Asked about it, he said no. ‖The talks went on.",
    "On Jan. 5 the firms met. ‖On Feb. 6 they signed.",
    "It was signed in Dec. 2023 in Tokyo.",
    "It was signed in Dec. ‖The firms met again.",
    "The talks ended Sept. 30. ‖No deal came of it.",
    "It was signed in Dec. ‖Tesla did not answer.",
    "Density is 500 Wh/L. ‖Tesla wants more.",
    "The pack has 400 V. ‖Tesla wants 800 V. ‖That is more.",
    "It charges by USB-C. ‖Apple wants it.",
    "The show is on Fri. Oct. 13 in Tokyo.",
    "Trading starts Mon. and ends Fri. at noon.",
    "Sales in Q4. ‖Sales in Q3.",
    "Der Vertrag wurde am 5. Mai unterschrieben. ‖Er gilt ab 1. Januar 2025.",
    "Es kostet 3,5 Mio. Euro. ‖Das ist viel.",
    "The list has three items: 1. Mazda 2. Nissan 3. Honda",
    "It rose by .5 percent. ‖It fell by .3 percent.",
    "It is due at 5:30 p.m. ‖The board meets first.",
    "It opens at 9 a.m. Eastern time. ‖It closes at 4 p.m. ET on Fridays.",
    "It opens at 9 a.m. Tuesday in Tokyo.",
    "It opens at 9 a.m. on Tuesday.",
    "The call is at 5 p.m. EST. ‖Dial in early.",
    "It sold for £4.2m. ‖Others wanted it.",
]
TITLES_AND_INITIALS = [
    "Mr. Musk and Mrs. Barra met Dr. Ford. ‖They spoke.",
    "Ms. Barra spoke. ‖Prof. Goodenough listened.",
    "Sen. Joe Manchin and Rep. Debbie Dingell agreed.",
    "Gov. Gretchen Whitmer said so. ‖Gen. Kelly did not.",
    "He asked Dr. No about it.",
    "J. B. Straubel founded Redwood. ‖He left Tesla.",
    "J.B. Straubel founded Redwood.",
    "George W. Bush met John F. Kennedy Jr. in Texas.",
    "Robert F. Kennedy, Jr. said so.",
    "It went to Henry Ford Sr. ‖The firm grew.",
    "R. J. Scaringe runs Rivian. ‖It sells trucks.",
    "Ford named Alan R. Mulally as chief. ‖He came from Boeing.",
    "J. He and Q. You wrote the paper.",
    "St. Louis gets a plant. ‖St. Thomas gets another.",
    "The office is on Main St. ‖The plant is not.",
    "The office is on Market St. in San Francisco.",
    "It is at Mt. Holly and Ft. Worth.",
    "The Model Y. ‖The Model 3.",
    "It sells the Model S. ‖Tesla also sells the Model X. ‖Both are large.",
    "There is no Plan B. ‖Mazda knows that.",
    "It raised a Series C. ‖Investors liked it.",
    "He holds a Ph.D. from Stanford. ‖She holds a Ph.D. ‖They met there.",
    "That was between Ford and I. ‖The rest is known.",
    "Lt. Col. Smith and Capt. Jones left.",
    "Leroy P. Steele won it.",
    "M. Macron a parlé. ‖Il a signé.",
    "D.H. Lawrence wrote it.",
]
COMPANIES = [
    "Tesla Inc. said it would buy cells. ‖It did.",
    "Toyota Motor Corp. and Mazda Motor Corp. agreed.",
    "Contemporary Amperex Technology Co., Ltd. signed. ‖It is known as CATL.",
    "LG Energy Solution Ltd. (LGES) signed.",
    "Samsung SDI Co. Ltd. signed.",
    "It wrote to Hyundai Motor Co. ‖The firm did not answer.",
    "It will be run by Ultium Cells Inc. ‖The plant opens in May.",
    "It will be run by Panasonic Holdings Corp. ‖Mazda Motor will buy the cells.",
    "It was bought by Tesla Inc. ‖Panasonic will supply the cells.",
    "Toyota Motor Corp. Chairman Akio Toyoda will retire.",
    "Tesla Inc. Chief Executive Elon Musk said so.",
    "Ford Motor Co. F-150 trucks use it.",
    "Shares of Ford Motor Co. ‖Shares fell 3%.",
    "Rivian Automotive, Inc. (Nasdaq: RIVN) signed. ‖It rose.",
    "The unit of Stellantis N.V. makes vans. ‖It is in France.",
    "He works for Renault S.A. ‖The firm is French.",
    "It was made by Jaguar Land Rover Automotive plc. ‖The firm is Indian-owned.",
    "Robert Bosch GmbH. ‖Continental AG.",
    "Yahoo! Japan signed. ‖Line did too.",
    "Yum! Brands signed.",
    "It was sold to Yahoo! ‖The price was low.",
    "Procter & Gamble Co.'s plant is old. ‖It closes.",
    "Warner Bros. Discovery signed. ‖It sold.",
    "SK On Co.’s plant opened. ‖It is large.",
    "It is in Fremont, Calif. ‖The site is large.",
    "It is in Fremont, Calif. ‖Tesla will expand it.",
    "The Holland, Mich. plant grew.",
    "The plant of BYD Co. – the world's largest – opened.",
    "iPhone sales fell. ‖iPhone makers suffered. ‖eBay did not.",
    "Nissan sells hybrids. ‖e-POWER is its name for them. ‖xAI is not a carmaker.",
    "Toyota sells one EV. ‖bZ4X is its name.",
    "He left Apple Inc. iPhone sales fell.",
    "It uses Node.js and ASP.NET. ‖Both are old.",
    "Amazon.com Inc. bought Zoox. ‖Booking.com did not.",
]
ABBREVIATIONS = [
    "The U.S. President spoke. ‖He left.",
    "It builds a plant in the U.S. ‖The company employs 300.",
    "It builds a plant in the U.S. and Canada.",
    "It builds plants in the U.S., Canada and Mexico.",
    "The U.S. Department of Energy lent it $2 billion.",
    "In the U.S. ‖In the U.K. ‖It differs.",
    "The U.S. No. 1 carmaker is GM.",
    "U.S. 10-year notes rose.",
    "The U.S.-based firm left.",
    "The E.U. tariff and the U.N. report came.",
    "It is in Washington, D.C. ‖The law is not.",
    "WASHINGTON, D.C. – The firm signed.",
    "Many makers, e.g. Mazda, buy cells.",
    "Many makers, i.e. Mazda and Toyota, buy cells.",
    "It is Ford vs. Ferrari. ‖Ford won.",
    "Massachusetts v. EPA was decided in 2007.",
    "It makes cells, packs, etc. ‖The rest it buys.",
    "It makes cells, packs, etc. for Mazda.",
    "Smith et al. found it. ‖Others agreed.",
    "It weighs approx. 500 kg incl. the pack.",
    "The area is 500 sq. ft. in all.",
    "Die Zelle hat z.B. Nickel. ‖Sie ist teuer.",
    "It is made by the dept. of transport.",
]
ELLIPSES = [
    "Well... it works. ‖Good.",
    "Well… it works. ‖Good.",
    "It failed... ‖The firm closed.",
    "It failed… ‖The firm closed.",
    "We will [...] build cells there. ‖Soon.",
    "We will […] build cells. ‖[...] Then we sell them.",
    "He said: We build ... Mazda cars there.",
    "...and then it worked. ‖Good.",
    "… And then it worked. ‖Good.",
    "What...? ‖Nothing.",
    "It failed....  ‖The firm closed.",
]
QUOTES = [
    '"We buy cells." ‖The firm said so.',
    '"We buy cells," it said. ‖"They are good."',
    "“We buy cells.” ‖The firm said so.",
    "“We buy cells,” he said. ‖“They are good.”",
    "‘We buy cells.’ ‖The firm said so.",
    "He said “we buy cells”. ‖The firm agreed.",
    "He called it 'the best.' ‖Others did not.",
    '"Will it work?" Musk asked. ‖It did.',
    "“Will it work?” Elon Musk asked. ‖It did.",
    '"Will it work?" he asked. ‖It did.',
    '"It works!" said Musk. ‖It did.',
    '"Will it work?" ‖Nobody knew.',
    "«Wir kaufen.» ‖Das ist alles.",
    "„Wir kaufen.“ ‖Das ist alles.",
    "It ended (it was late). ‖They left.",
    "It ended. ‖(It was late.) ‖They left.",
    "It ended. ‖[It was late.] ‖They left.",
    '(He called it "done.") ‖They left.',
    "“We will sign.”‖“Soon,” he said.",
    "“We will sign.”‖Mazda did.",
    "It is 'done.'\u201d ‖They left.",
    'She asked, "Why?" and left. ‖He stayed.',
    "**It works.** ‖They left.",
    "*It works.* ‖_They left._ ‖Good.",
    "`It works.` ‖They left.",
    "[Read the report.](https://example.com/a.b?c=d) ‖They left.",
    '"First." ‖"Second." ‖"Third."',
    '"We sold 3.5 million." ‖"We did."',
]
ADDRESSES = [
    "See https://www.example.com/a.html?b=1. ‖It is free.",
    "See www.example.com. ‖It is free.",
    "See https://example.com/Q.A!B for it.",
    "Write to press@mazda.co.jp. ‖They answer.",
    "Write to j.b.smith@example.com today.",
    "The file is report.pdf. ‖It is long.",
    "Open example.com/News.The-Deal for it.",
    "It costs $1.5bn (see sec.gov). ‖They paid.",
]
LINES = [
    "Mazda signs Panasonic deal\n\n‖TOKYO – Mazda signed a deal on Friday.\n\n‖It is large.",
    "Mazda signs Panasonic deal\n‖TOKYO – Mazda signed a deal on Friday.",
    "Mazda signs\n‖Panasonic sells\n‖Toyota waits",
    "# Heading\n‖Text follows here.",
    "## Heading\n\n‖Text follows here.",
    "Partners:\n‖- Mazda\n‖- Panasonic\n‖- Toyota",
    "Partners:\n‖* Mazda\n‖* Panasonic",
    "Partners:\n\n‖• Mazda\n\n‖• Panasonic",
    "Partners:\n‖1. Mazda Motor\n‖2. Panasonic Energy\n‖3. Toyota",
    "Partners:\n‖(a) Mazda Motor\n‖(b) Panasonic Energy",
    "1. Mazda signs. ‖It is large.",
    "A. Mazda signs. ‖It is large.",
    "IV. Mazda signs. ‖It is large.",
    "12. The company signs.",
    "Key points ‖• Mazda buys cells ‖• Panasonic sells them",
    "| Maker | Cells |\n‖| Mazda | 4680 |\n‖| Tesla | 2170 |",
    "> A quoted line of mail.\n‖> Another one of it.",
    "Text.\r\n\r\n‖More text.\r\n‖Last.",
    "Text.\u2029‖More text.",
    "The companies have agreed that Mazda will buy the\n"
    "cells from Panasonic and will put them in its cars\n"
    "from 2027 on. ‖Both firms will share the cost of the\n"
    "Suminoe plant in Osaka, which will be enlarged for\n"
    "this. ‖They gave no price.",
    "The companies have agreed with the help of one Mr.\n"
    "Smith that cells are to be bought from now on by the\n"
    "maker of cars.",
    "It was agreed in Tokyo by the heads of the firms\r\nthat cells are to be bought. ‖Fine.",
    "- It was agreed in Tokyo by the heads of the firms\n  that cells are to be bought.\n‖- Fine.",
    "It was agreed in Tokyo by the heads of the firms.\n\n‖that is all.",
    "ingredients\n‖lithium\n‖cobalt\n‖nickel",
    "It was agreed in Tokyo by the heads of the firms\n‖iPhone sales fell",
    "\n\n\nText.\n\n\n\n‖More.\n\n",
    "Speaker\n\n‖((WN)) What is it?\n\n‖((Musk)) A car. ‖It drives.",
]
SCRIPTS = [
    "マツダは電池を買う。‖パナソニックは売る。",
    "马自达购买电池。‖松下出售电池！‖为什么？‖不知道。",
    "「はい。」と述べた。‖以上。",
    "他说：“我们买。”‖就这样。",
    "容量は3.5kWhです。‖以上。",
    "मज़दा बैटरी खरीदेगी। ‖पैनासोनिक बेचेगी।",
    "هل تشتري مازدا؟ ‖نعم. ‖انتهى۔",
    "Мазда купит батареи. ‖А. Петров подписал. ‖Готово.",
    "마쓰다가 배터리를 산다. ‖파나소닉이 판다.",
    "Η Mazda αγοράζει. ‖Η Panasonic πουλά.",
    "¿Compra Mazda? ‖¡Sí! ‖Compra.",
    "La Sra. López y el Sr. Ruiz firmaron. ‖Bien.",
    "Great news! ‖🎉 Mazda signed.",
    "🔋 Mazda signed. ‖🎉 All is well.",
]
CASES = [
    *STOPS,
    *NUMBERS,
    *TITLES_AND_INITIALS,
    *COMPANIES,
    *ABBREVIATIONS,
    *ELLIPSES,
    *QUOTES,
    *ADDRESSES,
    *LINES,
    *SCRIPTS,
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_would_end_them(case: str) -> None:
    text = case.replace("‖", "")
    assert [text[a:b] for a, b in spans(text)] == [part.strip() for part in case.split("‖")]


#: What texts are made of, so that the searches below meet every rule and not only letters.
FRAGMENTS = st.sampled_from(
    [
        *"aB1.!?… \n\t\r\u2029\u00a0\u200b\x1c()[]\"'“”>#|-*•。！」とअ।",
        "U.S.",
        "Mr. ",
        "1. ",
        "...",
        "\n\n",
        "Inc. ",
        " The ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=60).map("".join))


@given(TEXTS)
def test_sentences_are_ordered_disjoint_and_hold_every_character_but_white_space(text: str) -> None:
    found = spans(text)

    bounds = [0, *(edge for span in found for edge in span), len(text)]
    assert bounds == sorted(bounds)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in found)
    between = [text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    assert not "".join(between).strip()


@given(TEXTS, TEXTS)
def test_paragraphs_are_read_apart(above: str, below: str) -> None:
    """What a paragraph's sentences are does not hang on what stands before it."""
    seam = len(above) + 2
    both = spans(f"{above}\n\n{below}")

    assert both == spans(above) + [(a + seam, b + seam) for a, b in spans(below)]


HOSTILE = {
    "stops": "." * 400_000,
    "stops and a letter": "." * 400_000 + "a",
    "spaced stops": ". " * 200_000,
    "brackets": "(" * 400_000,
    "stops and quotes": '."' * 200_000,
    "stops and footnotes": ".[1]" * 100_000,
    "links": "].](a" * 80_000,
    "one letter": "a" * 400_000,
    "initials": "A. B " * 80_000,
    "abbreviations": "Inc. Aaaaaaaaaaaaaaaaa " * 17_000,
    "white space": "a" + " " * 400_000 + ".",
    "white space before bullets": ("a" + " " * 1_000 + "• ") * 400,
    "bullets": " • " * 130_000,
    "line breaks": "\n" * 400_000,
    "short lines": "a\n" * 200_000,
    "wrapped lines": "lorem ipsum dolor sit amet consectetur adipi\n" * 9_000,
    "quotation marks": ">" * 400_000 + "\n" + ">" * 400_000,
    "Japanese stops": "。" * 400_000,
    "missing spaces": "aaa.Aa" * 66_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    text = HOSTILE[name]

    # A quadratic pattern would take minutes and meet the time limit of the tests.
    found = spans(text)

    assert sum(len(text[start:end].split()) for start, end in found) == len(text.split())
