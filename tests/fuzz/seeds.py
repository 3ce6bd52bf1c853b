"""Bytes that fuzzing begins with: one of each kind that its target tells apart."""

_URLS = """
https://www.example.com/2024/03/29/mazda-picks-panasonic/amp/?utm_source=x&id=7#comments
http://m.example.co.uk:80/a//./../b/index.html?b=2&a=1&amp=1
https://www.google.co.jp/amp/s/amp.example.com/2024/a-b-c/amp
https://example-com.cdn.ampproject.org/c/s/example.com/a-b-c.amp.html
https://müller.de/%e3%81%82?t=%b9%e8&ref=8812
https://[::1]:8080/?p=1#!/route
//example.com/a
mailto:a@example.com
https://user:pass@example.com.:443/print/2024-03-29
"""
_DATES = """
2024-03-29T09:30:00.123+09:00
Fri, 29 Mar 2024 09:30:00 +0900
2024年3月29日 09:30 JST
29.03.2024, 09:30 Uhr
입력 2024.03.29 09:30
March 29, 2024 at 9:30 a.m. EDT
29 mars 2024
1711704600000
https://example.com/2024/03/29/mazda
"""
_PAGE = """<html lang="en"><head><meta property="article:published_time" content="2024-03-29T09:30:00Z">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-03-29",
"author":{"@id":"#a"}},{"@id":"#a","name":"Ann"}]}</script></head><body><article><h1>Mazda</h1>
<time datetime="2024-03-29">29 March</time>
<p>Mazda will buy cells from Panasonic Energy, the two companies said on Friday.</p></article></body></html>"""
_RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><ttl>30</ttl>
<skipHours><hour>3</hour></skipHours><item><title>Cells &amp; packs</title><link>https://example.com/1</link>
<guid isPermaLink="false">1</guid><pubDate>Fri, 29 Mar 2024 09:30:00 +0900</pubDate>
<description><![CDATA[<p>All <b>of</b> it</p>]]></description></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>tag:a,2024:1</id>
<title type="html">Cells &lt;b&gt;</title><link rel="alternate" href="/1"/><published>2024-03-29T09:30:00Z</published>
<updated>2024-03-30T09:30:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">All</div></content>
</entry></feed>"""
_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://example.com/1"><title>Cells</title>
<link>https://example.com/1</link><dc:date>2024-03-29</dc:date></item></rdf:RDF>"""
_SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.com/a-b-c</loc><news:news>
<news:publication_date>2024-03-29</news:publication_date><news:title>Cells</news:title></news:news></url></urlset>"""
SITEMAP_UNDECLARED = _SITEMAP.replace(' xmlns="', ' other="').replace('xmlns:news="', 'news="')
_SITEMAPS = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://example.com/news.xml</loc><lastmod>2024-03-29</lastmod></sitemap></sitemapindex>"""
_JSON = """{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":7,"url":"/7","title":"Cells",
"content_html":"<p>All</p>","date_published":"2024-03-29T09:30:00Z"},"no item",{"summary":"x","id":null}]}"""
#: An entity that grows a thousandfold, and one that asks for a file.
_BOMB = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>
<title>&b;&f;</title></item></channel></rss>"""

URLS = tuple(line.encode() for line in _URLS.split())
DATES = (*(line.encode() for line in _DATES.strip().splitlines()), _PAGE.encode())
#: The first two bytes choose the content type and the charset that the server names.
FEEDS = (
    *(
        b"\x00\x00" + each.encode()
        for each in (_RSS, _ATOM, _RDF, _SITEMAP, SITEMAP_UNDECLARED, _SITEMAPS, _JSON, _BOMB)
    ),
    b"\x01\x02" + _RSS.encode("shift_jis"),
    b"\x02\x03" + _ATOM.encode("utf-16"),
    b"\x03\x04{",
    b"\x02\x00<rss",
    b"",
)
