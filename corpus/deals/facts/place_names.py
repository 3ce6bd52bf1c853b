"""The names of places where industry is: countries, states and provinces, towns with large plants."""


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(text.split()).split(", "))


COUNTRIES = _names(
    """
    Algeria, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bangladesh, Belarus, Belgium, Bolivia,
    Botswana, Brazil, Brunei, Bulgaria, Cambodia, Cameroon, Canada, Chile, China, Colombia, Croatia, Cuba, Cyprus,
    Czechia, Denmark, Ecuador, Egypt, Estonia, Ethiopia, Finland, France, Georgia, Germany, Ghana, Greece,
    Guatemala, Guinea, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Japan, Jordan,
    Kazakhstan, Kenya, Kuwait, Laos, Latvia, Lebanon, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Mali,
    Malta, Mexico, Moldova, Mongolia, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, Nigeria, Norway,
    Oman, Pakistan, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Senegal,
    Serbia, Singapore, Slovakia, Slovenia, Spain, Sweden, Switzerland, Taiwan, Tanzania, Thailand, Tunisia, Turkey,
    Türkiye, Uganda, Ukraine, Uruguay, Uzbekistan, Venezuela, Vietnam, Zambia, Zimbabwe, Scotland, Wales, England,
    Britain, Europe, Asia, Africa, UK, US, USA, UAE, U.S., U.K., United States, United Kingdom, South Korea, North
    Korea, Korea, South Africa, New Zealand, Saudi Arabia, Sri Lanka, Costa Rica, Czech Republic, Hong Kong, Ivory
    Coast, New Caledonia, North America, South America, Latin America, Southeast Asia, Middle East, Western Europe,
    Eastern Europe, Democratic Republic of Congo, Democratic Republic of the Congo, DRC, Congo, United Arab
    Emirates, Puerto Rico, Northern Ireland, Bosnia, North Macedonia
    """
)
STATES = _names(
    """
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho,
    Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota,
    Mississippi, Missouri, Montana, Nebraska, Nevada, Ohio, Oklahoma, Oregon, Pennsylvania, Tennessee, Texas, Utah,
    Vermont, Virginia, Washington, Wisconsin, Wyoming, Ontario, Quebec, Québec, Alberta, Manitoba, Saskatchewan,
    Queensland, Tasmania, Victoria, Bavaria, Saxony, Brandenburg, Thuringia, Saarland, Catalonia, Gujarat,
    Karnataka, Maharashtra, Haryana, Rajasthan, Telangana, Odisha, Jiangsu, Zhejiang, Guangdong, Fujian, Sichuan,
    Hubei, Hunan, Henan, Hebei, Anhui, Shandong, Shaanxi, Jiangxi, Guangxi, Guizhou, Qinghai, Xinjiang, Yunnan,
    Sulawesi, Java, Hokkaido, Kyushu, Fukuoka, Hyogo, Normandy, Lapland, Salta, Atacama, Bahia, Aragon, North
    Carolina, South Carolina, New York, New Jersey, New Mexico, New Hampshire, North Dakota, South Dakota, West
    Virginia, Rhode Island, Nova Scotia, New Brunswick, British Columbia, Western Australia, South Australia, New
    South Wales, Northern Territory, Lower Saxony, North Rhine-Westphalia, Saxony-Anhalt, Baden-Württemberg, Tamil
    Nadu, Andhra Pradesh, Uttar Pradesh, Madhya Pradesh, Inner Mongolia, Nuevo León, Nuevo Leon, San Luis Potosi,
    Baja California, Hauts-de-France, Minas Gerais, São Paulo, Sao Paulo, Central Java, West Java, West Midlands
    """
)
TOWNS = _names(
    """
    Kokomo, Lansing, Spartanburg, Chattanooga, Smyrna, Normal, Lordstown, Marysville, Windsor, Oshawa, Bécancour,
    Becancour, Debrecen, Komárom, Iváncsa, Győr, Göd, Erfurt, Salzgitter, Heide, Grünheide, Wolfsburg, Zwickau,
    Leipzig, Emden, Kaiserslautern, Schwarzheide, Douai, Douvrin, Dunkirk, Ruitz, Sunderland, Ellesmere, Coventry,
    Zaragoza, Valencia, Sagunto, Martorell, Barcelona, Navalmoral, Vigo, Termoli, Turin, Wroclaw, Wrocław, Gdansk,
    Gliwice, Tychy, Skellefteå, Skelleftea, Västerås, Gothenburg, Vaasa, Kotka, Oslo, Arendal, Rana, Bursa, Ankara,
    Istanbul, Gebze, Kocaeli, Shanghai, Beijing, Shenzhen, Guangzhou, Hefei, Ningde, Changzhou, Nanjing, Wuhan,
    Chongqing, Chengdu, Yibin, Xi'an, Tianjin, Dalian, Ningbo, Hangzhou, Suzhou, Wuxi, Qingdao, Zhengzhou, Changsha,
    Liuzhou, Xiamen, Ulsan, Ochang, Seosan, Pohang, Gwangyang, Gumi, Busan, Asan, Hwaseong, Seoul, Osaka, Suminoe,
    Wakayama, Himeji, Nagoya, Oizumi, Yokohama, Kitakyushu, Tokyo, Toyota, Morowali, Weda, Batam, Karawang, Bekasi,
    Jakarta, Bangkok, Rayong, Chonburi, Haiphong, Chennai, Pune, Sanand, Hosur, Krishnagiri, Hyderabad, Bengaluru,
    Kwinana, Kalgoorlie, Perth, Gladstone, Townsville, Austin, Fremont, Reno, Sparks, Phoenix, Tucson, Detroit,
    Toledo, Georgetown, Glendale, Savannah, Atlanta, Tuscaloosa, Huntsville, Marshall, Holland, Monterrey, Saltillo,
    Ramos, Puebla, Camaçari, Camacari, Bratislava, Kechnec, Šurany, Kragujevac, Jadar, Mioveni, Pitesti, Craiova,
    Kenitra, Tangier, Nashville, Kolín, Plzeň, Magdeburg, Dresden, Munich, Stuttgart, Berlin, Paris, Lyon, Grenoble,
    Rotterdam, Antwerp, Hoboken, Genk, Ghent, Vienna, Graz, De Soto, Queen Creek, St. Thomas, St Thomas, Baton
    Rouge, Blue Oval City, BlueOval City, Ramos Arizpe, San José Chiapa, Ho Chi Minh City, Mo i Rana, Weda Bay, Las
    Vegas, Los Angeles, San Francisco, Port Talbot
    """
)
