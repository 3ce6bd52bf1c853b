"""Capitalised names that are no companies: places, months, offices of state, acronyms, roles."""

PLACES = frozenset(
    """
    Africa Alabama Alaska Alberta America Amsterdam Argentina Arizona Arkansas Asia Atlanta Australia
    Austria Bangkok Barcelona Beijing Belgium Berlin Bolivia Boston Brazil Britain Brussels Bulgaria
    California Cambodia Canada Chicago Chile China Colombia Colorado Connecticut Croatia Cuba Cyprus
    Czechia Debrecen Delaware Delhi Denmark Detroit Dubai Dublin Egypt England Estonia Ethiopia Europe
    Finland Florida France Frankfurt Geneva Georgia Germany Ghana Greece Guangdong Guangzhou Hamburg
    Hawaii Hungary Iceland Idaho Illinois India Indiana Indonesia Iowa Iran Iraq Ireland Israel Istanbul
    Italy Jakarta Japan Jiangsu Kansas Kentucky Kenya Kokomo Korea Kuwait Lansing Latvia Lisbon Lithuania
    London Louisiana Luxembourg Madrid Maine Malaysia Maryland Massachusetts Mexico Michigan Milan
    Minnesota Mississippi Missouri Montana Morocco Moscow Mumbai Munich Nebraska Netherlands Nevada
    Nigeria Norway Ohio Oklahoma Ontario Oregon Osaka Oslo Pakistan Paris Pennsylvania Peru Philippines
    Poland Portugal Prague Quebec Romania Rome Russia Salzgitter Scandinavia Scotland Seoul Serbia
    Shanghai Shenzhen Singapore Slovakia Slovenia Spain Stockholm Sunderland Sweden Switzerland Sydney
    Taipei Taiwan Tennessee Texas Thailand Tokyo Toronto Turin Turkey Ukraine Utah Vancouver Venezuela
    Vermont Vienna Vietnam Virginia Wales Warsaw Washington Windsor Wisconsin Wolfsburg Wyoming Zurich
    Türkiye Turkiye Nordic Baltic Pacific Atlantic Arctic South North East West New San Los Hong Saudi Sri
    United Great Alps Yangtze Rhine Balkans Carolina Dakota Hampshire Jersey York Angeles Francisco Diego
    Kong Zealand Arabia Rica Lanka Kingdom States Emirates Republic Hefei Changsha Chongqing Chengdu Wuhan
    Xi'an Ningde Hokkaido Kyushu Ningbo Zhejiang Hangzhou Hunan Hubei Sichuan Guangxi Fujian Anhui
    Shandong Jiangxi Ulsan Busan Pohang Nagoya
    """.split()
)

#: Before a name they say whose it is: `Chinese battery maker X`, `US-based X`; never its first word.
ADJECTIVES = frozenset(
    """
    American Argentine Asian Australian Austrian Belgian Brazilian British Canadian Chilean Chinese
    Croatian Czech Danish Dutch European Finnish French German Greek Hungarian Indian Indonesian Irish
    Israeli Italian Japanese Korean Malaysian Mexican Norwegian Polish Portuguese Russian Scottish Serbian
    Singaporean Slovak Spanish Swedish Swiss Taiwanese Thai Turkish Ukrainian Vietnamese US UK EU U.S U.K
    """.split()
)

CALENDAR = frozenset(
    """
    January February March April May June July August September October November December Jan Feb Mar Apr
    Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas
    Easter Q1 Q2 Q3 Q4 H1 H2
    """.split()
)

#: Words of offices, bodies and events, which sign no supply contracts.
BODIES = frozenset(
    """
    Academy Act Administration Agency Agreement Alliance Army Assembly Association Authority Award Board
    Bureau Cabinet Centre Chamber City Coast Commission Committee Conference Congress Council Country
    County Court Day Deal Department District Expo Federation Fed Festival Forum Government House
    Institute Island Kingdom Law League Ministry Minister Museum NASA Nations Office Parliament Party Plan
    Police Port Prefecture President Program Project Province Region Republic Road Senate Show State
    States Station Street Summit Treaty Tribunal Union University Valley Week World
    """.split()
)

#: After a name they make the name a place's, in the whole article: `Gunma Prefecture`, then `Gunma`.
GEOGRAPHY = frozenset("City County District Island Prefecture Province Region State Valley".split())

ACRONYMS = frozenset(
    """
    AI API AWD BEV BEVs BMS CAD CEO CES CFO CO2 COO CTO COVID DC DIY DOE EPA EPS ESG ESS EU EUR EV EVs FAQ
    FBI FTC FWD GDP GHG GPS GWh HEV HEVs ICE ICEs IAA IPO IRA IT JV LCO LFP LFMP LMFP LMO LNG LTO MOU MoU
    MPG MW MWh NASDAQ NATO NCA NCM NCMA NEDC NEV NEVs NMC NYSE OEM OEMs OPEC PC PHEV PHEVs PR PV RWD SEC
    SUV SUVs TV UK UN US USA USB USD VAT VIN VP WLTP YTD UAW DOT NHTSA BBC CNN AFP AP ACC CCS NACS AC R&D
    HQ PM AM
    """.split()
)

#: A person's or a product's role; it stands beside a name and is no part of it.
ROLES = frozenset(
    """
    CEO CFO CTO COO Chief Executive Officer Chairman Chairwoman President Vice Director Founder Manager
    Analyst Professor Spokesman Spokesperson Spokeswoman Head Senior Model Series Plant Gigafactory
    Factory Phase Battery Pack Cell Platform Technology Center Level Class Edition Version Type
    """.split()
)

#: What news names as often as companies, and companies make.
PRODUCTS = frozenset(
    """
    AirPods AirTag Alexa Android Bard Bitcoin ChatGPT Chromebook Copilot Dogecoin Ether Ethereum Fortnite Gemini
    Gmail GPT-3 GPT-4 iCloud iMac iMessage iOS iPad iPadOS iPhone iPod Kindle LLaMA MacBook macOS PlayStation
    Siri Windows WordPress Xbox
    """.split()
)
