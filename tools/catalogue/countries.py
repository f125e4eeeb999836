"""Countries after ISO 3166-1: alpha-3, alpha-2, name, nationality, composed nationality, id in Launch Library.

Ids are Launch Library's where they are known; the other countries have ids of this project's ledger. Names of former
states lead to their present successor, because Launch Library has no record of them.
"""

from .errors import FactError
from .facts import Fact
from .records import Catalogue

FORMER = {"Soviet Union": "Russia", "Czechoslovakia": "Czechia", "East Germany": "Germany", "West Germany": "Germany"}
OTHER_NAMES = {"United States": "United States of America", "Turkey": "Türkiye", "UK": "United Kingdom"}

TABLE = """
ABW|AW|Aruba
AFG|AF|Afghanistan|Afghan
AGO|AO|Angola|Angolan
AIA|AI|Anguilla
ALA|AX|Åland Islands
ALB|AL|Albania|Albanian
AND|AD|Andorra|Andorran
ARE|AE|United Arab Emirates|Emirati
ARG|AR|Argentina|Argentine
ARM|AM|Armenia|Armenian
ASM|AS|American Samoa
ATA|AQ|Antarctica
ATF|TF|French Southern Territories
ATG|AG|Antigua and Barbuda|Antiguan and Barbudan
AUS|AU|Australia|Australian
AUT|AT|Austria|Austrian||11
AZE|AZ|Azerbaijan|Azerbaijani
BDI|BI|Burundi|Burundian
BEL|BE|Belgium|Belgian||20
BEN|BJ|Benin|Beninese
BES|BQ|Bonaire, Sint Eustatius and Saba
BFA|BF|Burkina Faso|Burkinabe
BGD|BD|Bangladesh|Bangladeshi
BGR|BG|Bulgaria|Bulgarian
BHR|BH|Bahrain|Bahraini
BHS|BS|Bahamas|Bahamian
BIH|BA|Bosnia and Herzegovina|Bosnian
BLM|BL|Saint Barthélemy
BLR|BY|Belarus|Belarusian
BLZ|BZ|Belize|Belizean
BMU|BM|Bermuda
BOL|BO|Bolivia|Bolivian
BRA|BR|Brazil|Brazilian
BRB|BB|Barbados|Barbadian
BRN|BN|Brunei|Bruneian
BTN|BT|Bhutan|Bhutanese
BVT|BV|Bouvet Island
BWA|BW|Botswana|Botswanan
CAF|CF|Central African Republic|Central African
CAN|CA|Canada|Canadian||26
CCK|CC|Cocos (Keeling) Islands
CHE|CH|Switzerland|Swiss||8
CHL|CL|Chile|Chilean
CHN|CN|China|Chinese|Sino|6
CIV|CI|Côte d'Ivoire|Ivorian
CMR|CM|Cameroon|Cameroonian
COD|CD|Democratic Republic of the Congo|Congolese
COG|CG|Republic of the Congo|Congolese
COK|CK|Cook Islands|Cook Islander
COL|CO|Colombia|Colombian
COM|KM|Comoros|Comorian
CPV|CV|Cabo Verde|Cape Verdean
CRI|CR|Costa Rica|Costa Rican
CUB|CU|Cuba|Cuban
CUW|CW|Curaçao
CXR|CX|Christmas Island
CYM|KY|Cayman Islands
CYP|CY|Cyprus|Cypriot
CZE|CZ|Czechia|Czech||46
DEU|DE|Germany|German||4
DJI|DJ|Djibouti|Djiboutian
DMA|DM|Dominica|Dominican
DNK|DK|Denmark|Danish||45
DOM|DO|Dominican Republic|Dominican
DZA|DZ|Algeria|Algerian
ECU|EC|Ecuador|Ecuadorian
EGY|EG|Egypt|Egyptian
ERI|ER|Eritrea|Eritrean
ESH|EH|Western Sahara
ESP|ES|Spain|Spanish||7
EST|EE|Estonia|Estonian||80
ETH|ET|Ethiopia|Ethiopian
FIN|FI|Finland|Finnish||77
FJI|FJ|Fiji|Fijian
FLK|FK|Falkland Islands
FRA|FR|France|French|Franco|1
FRO|FO|Faroe Islands
FSM|FM|Micronesia|Micronesian
GAB|GA|Gabon|Gabonese
GBR|GB|United Kingdom|British||10
GEO|GE|Georgia|Georgian
GGY|GG|Guernsey
GHA|GH|Ghana|Ghanaian
GIB|GI|Gibraltar
GIN|GN|Guinea|Guinean
GLP|GP|Guadeloupe
GMB|GM|Gambia|Gambian
GNB|GW|Guinea-Bissau|Bissau-Guinean
GNQ|GQ|Equatorial Guinea|Equatoguinean
GRC|GR|Greece|Greek||78
GRD|GD|Grenada|Grenadian
GRL|GL|Greenland
GTM|GT|Guatemala|Guatemalan
GUF|GF|French Guiana
GUM|GU|Guam
GUY|GY|Guyana|Guyanese
HKG|HK|Hong Kong
HMD|HM|Heard Island and McDonald Islands
HND|HN|Honduras|Honduran
HRV|HR|Croatia|Croatian
HTI|HT|Haiti|Haitian
HUN|HU|Hungary|Hungarian||31
IDN|ID|Indonesia|Indonesian
IMN|IM|Isle of Man
IND|IN|India|Indian
IOT|IO|British Indian Ocean Territory
IRL|IE|Ireland|Irish||81
IRN|IR|Iran|Iranian
IRQ|IQ|Iraq|Iraqi
ISL|IS|Iceland|Icelandic
ISR|IL|Israel|Israeli
ITA|IT|Italy|Italian||3
JAM|JM|Jamaica|Jamaican
JEY|JE|Jersey
JOR|JO|Jordan|Jordanian
JPN|JP|Japan|Japanese||28
KAZ|KZ|Kazakhstan|Kazakh||44
KEN|KE|Kenya|Kenyan
KGZ|KG|Kyrgyzstan|Kyrgyz
KHM|KH|Cambodia|Cambodian
KIR|KI|Kiribati|I-Kiribati
KNA|KN|Saint Kitts and Nevis|Kittitian and Nevisian
KOR|KR|South Korea|South Korean
KWT|KW|Kuwait|Kuwaiti
LAO|LA|Laos|Laotian
LBN|LB|Lebanon|Lebanese
LBR|LR|Liberia|Liberian
LBY|LY|Libya|Libyan
LCA|LC|Saint Lucia|Saint Lucian
LIE|LI|Liechtenstein|Liechtensteiner
LKA|LK|Sri Lanka|Sri Lankan
LSO|LS|Lesotho|Basotho
LTU|LT|Lithuania|Lithuanian
LUX|LU|Luxembourg|Luxembourgish||85
LVA|LV|Latvia|Latvian
MAC|MO|Macao
MAF|MF|Saint Martin
MAR|MA|Morocco|Moroccan
MCO|MC|Monaco|Monégasque
MDA|MD|Moldova|Moldovan
MDG|MG|Madagascar|Malagasy
MDV|MV|Maldives|Maldivian
MEX|MX|Mexico|Mexican
MHL|MH|Marshall Islands|Marshallese
MKD|MK|North Macedonia|Macedonian
MLI|ML|Mali|Malian
MLT|MT|Malta|Maltese
MMR|MM|Myanmar|Burmese
MNE|ME|Montenegro|Montenegrin
MNG|MN|Mongolia|Mongolian
MNP|MP|Northern Mariana Islands
MOZ|MZ|Mozambique|Mozambican
MRT|MR|Mauritania|Mauritanian
MSR|MS|Montserrat
MTQ|MQ|Martinique
MUS|MU|Mauritius|Mauritian
MWI|MW|Malawi|Malawian
MYS|MY|Malaysia|Malaysian
MYT|YT|Mayotte
NAM|NA|Namibia|Namibian
NCL|NC|New Caledonia
NER|NE|Niger|Nigerien
NFK|NF|Norfolk Island
NGA|NG|Nigeria|Nigerian
NIC|NI|Nicaragua|Nicaraguan
NIU|NU|Niue|Niuean
NLD|NL|Netherlands|Dutch||27
NOR|NO|Norway|Norwegian||49
NPL|NP|Nepal|Nepali
NRU|NR|Nauru|Nauruan
NZL|NZ|New Zealand|New Zealand
OMN|OM|Oman|Omani
PAK|PK|Pakistan|Pakistani
PAN|PA|Panama|Panamanian
PCN|PN|Pitcairn
PER|PE|Peru|Peruvian
PHL|PH|Philippines|Filipino
PLW|PW|Palau|Palauan
PNG|PG|Papua New Guinea|Papua New Guinean
POL|PL|Poland|Polish||39
PRI|PR|Puerto Rico
PRK|KP|North Korea|North Korean
PRT|PT|Portugal|Portuguese||23
PRY|PY|Paraguay|Paraguayan
PSE|PS|Palestine|Palestinian
PYF|PF|French Polynesia
QAT|QA|Qatar|Qatari
REU|RE|Réunion
ROU|RO|Romania|Romanian||47
RUS|RU|Russia|Russian|Russo|5
RWA|RW|Rwanda|Rwandan
SAU|SA|Saudi Arabia|Saudi Arabian
SDN|SD|Sudan|Sudanese
SEN|SN|Senegal|Senegalese
SGP|SG|Singapore|Singaporean
SGS|GS|South Georgia and the South Sandwich Islands
SHN|SH|Saint Helena, Ascension and Tristan da Cunha
SJM|SJ|Svalbard and Jan Mayen
SLB|SB|Solomon Islands|Solomon Islander
SLE|SL|Sierra Leone|Sierra Leonean
SLV|SV|El Salvador|Salvadoran
SMR|SM|San Marino|Sammarinese
SOM|SO|Somalia|Somali
SPM|PM|Saint Pierre and Miquelon
SRB|RS|Serbia|Serbian
SSD|SS|South Sudan|South Sudanese
STP|ST|São Tomé and Príncipe|São Toméan
SUR|SR|Suriname|Surinamese
SVK|SK|Slovakia|Slovak
SVN|SI|Slovenia|Slovenian||86
SWE|SE|Sweden|Swedish||15
SWZ|SZ|Eswatini|Swazi
SXM|SX|Sint Maarten
SYC|SC|Seychelles|Seychellois
SYR|SY|Syria|Syrian
TCA|TC|Turks and Caicos Islands
TCD|TD|Chad|Chadian
TGO|TG|Togo|Togolese
THA|TH|Thailand|Thai
TJK|TJ|Tajikistan|Tajik
TKL|TK|Tokelau
TKM|TM|Turkmenistan|Turkmen
TLS|TL|Timor-Leste|Timorese
TON|TO|Tonga|Tongan
TTO|TT|Trinidad and Tobago|Trinidadian and Tobagonian
TUN|TN|Tunisia|Tunisian
TUR|TR|Türkiye|Turkish
TUV|TV|Tuvalu|Tuvaluan
TWN|TW|Taiwan|Taiwanese
TZA|TZ|Tanzania|Tanzanian
UGA|UG|Uganda|Ugandan
UKR|UA|Ukraine|Ukrainian
UMI|UM|United States Minor Outlying Islands
URY|UY|Uruguay|Uruguayan
USA|US|United States of America|American|Americano|2
UZB|UZ|Uzbekistan|Uzbek
VAT|VA|Vatican City|Vatican
VCT|VC|Saint Vincent and the Grenadines|Vincentian
VEN|VE|Venezuela|Venezuelan
VGB|VG|British Virgin Islands
VIR|VI|United States Virgin Islands
VNM|VN|Vietnam|Vietnamese
VUT|VU|Vanuatu|Ni-Vanuatu
WLF|WF|Wallis and Futuna
WSM|WS|Samoa|Samoan
YEM|YE|Yemen|Yemeni
ZAF|ZA|South Africa|South African
ZMB|ZM|Zambia|Zambian
ZWE|ZW|Zimbabwe|Zimbabwean
"""


WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Marshall Islands")


class Countries:
    """The ids of countries, by alpha-3 code and by name in the facts."""

    def __init__(self, catalogue: Catalogue) -> None:
        rows = [(line.split("|") + [""] * 5)[:6] for line in TABLE.strip().splitlines()]
        catalogue.ledger.reserve("countries", [int(row[5]) for row in rows if row[5]])
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._adjectives: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for alpha_3, alpha_2, name, nationality, composed, known in rows:
            values = {
                "name": name,
                "alpha_2_code": alpha_2,
                "alpha_3_code": alpha_3,
                "nationality_name": nationality,
                "nationality_name_composed": composed,
            }
            pk = int(known) if known else catalogue.ledger.id("countries", alpha_3)
            self._adjectives[name] = nationality
            self._names[alpha_3] = name
            self._by_code[alpha_3] = self._by_name[name] = catalogue.add("countries", pk, values)

    def code(self, alpha_3: str) -> int:
        return self._by_code[alpha_3]

    def known(self, alpha_3: str) -> bool:
        """Whether ISO 3166-1 has the code."""
        return alpha_3 in self._by_code

    def with_article(self, alpha_3: str) -> str:
        """`France`, `the United States`."""
        name = self._names[alpha_3]
        return f"the {name}" if name.startswith(WITH_ARTICLE) else name

    def adjective(self, nationality: str) -> str:
        """`American`, `Norwegian and British`: the name in the facts of a nationality of present states."""
        return " and ".join(self._adjectives[OTHER_NAMES.get(part) or part] for part in nationality.split(" / "))

    def nationality(self, fact: Fact) -> list[int]:
        """The countries of an astronaut: one, or several with a slash between."""
        found = []
        for part in fact["nationality"].split(" / "):
            name = FORMER.get(part) or OTHER_NAMES.get(part) or part
            if name not in self._by_name:
                raise FactError(fact.where, f"there is no country {part!r}")
            found.append(self._by_name[name])
        return sorted(set(found))
