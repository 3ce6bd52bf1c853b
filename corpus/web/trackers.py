"""The parameters of a URL that say who follows it from where, and those that only choose another dress.

An unknown parameter stays: one too many costs a second copy of an article, one too few loses an article.
"""

import re
from urllib.parse import unquote_plus

#: Families of names, by their beginning.
_FAMILIES = tuple(
    """
    utm_ mtm_ matomo_ piwik_ pk_ hsa_ oly_ vero_ itm_ mc_ mkt_ at_medium at_campaign at_custom at_link at_format at_bbc
    at_ptr at_share ns_mchannel ns_source ns_campaign ns_linkname guce_ guccounter soc_ tblci wt_mc wt.mc fb_action
    fb_ref fb_source cx_ stm_ sc_channel sc_campaign sc_medium sc_content asc_ pf_rd_ trk_ trkinfo
    """.split()
)
_NAMES = frozenset(
    """
    fbclid gclid gclsrc dclid msclkid twclid yclid ysclid ttclid igshid igsh wbraid gbraid li_fat_id epik sccid rdt_cid
    _hsenc _hsmi hsctatracking s_cid s_kwcid cmpid ncid ocid icid ito smid smtyp sref ref_src ref_url referrer
    referer refsrc _ga _gl xtor ftag taid tpcc reflink sr_share feedtype feedname
    __twitter_impression __source __tn__ emci emdi ceid nlid mkt_tok campaign_id campaignid
    adgroupid impression_id sharetype share_id is_from_webapp sender_device echobox spref spm scm usqp ampshare
    amp_js_v amp_gsa amp_tf _amp_tf aoh dicbo oborigurl cvid vgo_ee sharetoken _rsc
    """.split()
)
#: Unless they are numbers: then they may be all that an article is known by.
_NAMES_OF_WORDS = frozenset("ref mod partner campaign cmp siteid rpc rss oc trk algo smartlink".split())
#: Where these say a channel they track; else they may be the article's: "source=4711".
_DOUBTFUL = frozenset("source src from via cid feature share medium channel cm_mmc ecid et_cid sh s t".split())
_CHANNEL = re.compile(
    r"rss|feed|twitter|facebook|linkedin|whatsapp|telegram|instagram|reddit|youtube|flipboard|e-?mail|newsletter"
    r"|social|share|homepage|google|yahoo|apple|push|native|mobile_?app|copy_?link",
    re.I,
)

_YES = frozenset({"", "1", "true", "yes", "on"})
#: Parameters and the values by which they choose another dress of the same article.
_DRESSES = {
    "amp": _YES,
    "_amp": _YES,
    "isamp": _YES,
    "outputtype": {"amp", "print"},
    "output": {"amp", "print"},
    "format": {"amp", "print"},
    "view": {"amp", "print", "mobile"},
    "mode": {"amp", "print"},
    "display": {"amp", "print"},
    "action": {"print"},
    "type": {"amp"},
    "print": _YES,
    "printable": _YES,
    "printer": _YES,
    "m": {"0", "1"},  # Blogger's
    "mobile": _YES,
}


def kept(query: str) -> list[str]:
    """The parameters that are no trackers, in their order and as they are written."""
    return [pair for pair in query.split("&") if pair and not is_tracker(pair)]


def is_tracker(pair: str) -> bool:
    """Whether "name=value" says who came from where."""
    name, value = _decoded(pair)
    if name in _NAMES or name.startswith(_FAMILIES):
        return True
    if name in _NAMES_OF_WORDS:
        return not value.isdecimal()
    return name in _DOUBTFUL and bool(_CHANNEL.search(value))


def is_dress(pair: str) -> bool:
    """Whether "name=value" asks for the AMP, mobile or print page of an article."""
    name, value = _decoded(pair)
    return value.lower() in _DRESSES.get(name, ())


def in_fragment(fragment: str) -> bool:
    """Whether all that a fragment holds are trackers: "#utm_source=rss", "#xtor=RSS-1"."""
    return "=" in fragment and not kept(fragment)


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name).strip().lower(), unquote_plus(value).strip()
