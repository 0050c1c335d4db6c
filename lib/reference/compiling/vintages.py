"""What counties were called and coded in other years, and Puerto Rico's municipios.

Codes and names are those of the Census Bureau's list of substantial changes to counties and county
equivalents since 1970. Changes that leave every code in place (La Paz, Cibola and Broomfield, which
were made of parts of others) need no translation and are not here.
"""

from collections.abc import Iterator, Mapping

from lib.reference.compiling.counties import Centre

# Of later years than the counties with figures: code and name.
LATER = """
02063 Chugach Census Area
02066 Copper River Census Area
09110 Capitol Planning Region
09120 Greater Bridgeport Planning Region
09130 Lower Connecticut River Valley Planning Region
09140 Naugatuck Valley Planning Region
09150 Northeastern Connecticut Planning Region
09160 Northwest Hills Planning Region
09170 South Central Connecticut Planning Region
09180 Southeastern Connecticut Planning Region
09190 Western Connecticut Planning Region
"""

# Year; a code that ended; new codes, and old ones that grew, in which its land is. Connecticut's
# regions as far as more than a fiftieth of the land went there, by the shapes of us-atlas.
CHANGES = """
1972 | 51123 | 51695 |
1974 | 51695 | | 51800
1979 | 29193 | 29186 |
1983 | 46131 | | 46071
1986 | 02140 | 02188 |
1987 | 02010 | 02013 02016 |
1992 | 02231 | 02232 02282 |
1995 | 51780 | | 51083
1997 | 12025 | 12086 |
1997 | 30113 | | 30031 30067
2001 | 51560 | | 51005
2007 | 02232 | 02105 02230 |
2008 | 02201 | 02198 02275 | 02130
2008 | 02280 | 02195 02198 02275 |
2013 | 51515 | | 51019
2015 | 02270 | 02158 |
2015 | 46113 | 46102 |
2019 | 02261 | 02063 02066 |
2022 | 09001 | 09120 09140 09190 |
2022 | 09003 | 09110 09140 09160 |
2022 | 09005 | 09140 09160 09190 |
2022 | 09007 | 09130 |
2022 | 09009 | 09140 09170 |
2022 | 09011 | 09130 09150 09180 |
2022 | 09013 | 09110 09150 |
2022 | 09015 | 09150 09180 |
"""

# Of codes that ended, as far as the counties with figures lack them.
FORMER = """
02010 Aleutian Islands Census Area
02140 Kobuk Census Area
02201 Prince of Wales-Outer Ketchikan Census Area
02231 Skagway-Yakutat-Angoon Census Area
02232 Skagway-Hoonah-Angoon Census Area
02270 Wade Hampton Census Area
02280 Wrangell-Petersburg Census Area
12025 Dade County
29193 Sainte Genevieve County
30113 Yellowstone National Park
46113 Shannon County
46131 Washabaugh County
51123 Nansemond County
51515 Bedford city
51560 Clifton Forge city
51695 Nansemond city
51780 South Boston city
"""

# County equivalents of the territories (FIPS 6-4); Guam is one.
TERRITORIES = """
60010 Eastern District
60020 Manu'a District
60030 Rose Island
60040 Swains Island
60050 Western District
66010 Guam
69085 Northern Islands Municipality
69100 Rota Municipality
69110 Saipan Municipality
69120 Tinian Municipality
78010 St. Croix
78020 St. John
78030 St. Thomas
"""

# People of the American Community Survey 2015-19, the one that the other counties' are of.
MUNICIPIOS = """
72001 Adjuntas 17891 | 72003 Aguada 37954 | 72005 Aguadilla 52803 | 72007 Aguas Buenas 25748
72009 Aibonito 22988 | 72011 Añasco 26934 | 72013 Arecibo 85390 | 72015 Arroyo 17805
72017 Barceloneta 24079 | 72019 Barranquitas 28393 | 72021 Bayamón 178192
72023 Cabo Rojo 48487 | 72025 Caguas 128937 | 72027 Camuy 31598 | 72029 Canóvanas 45588
72031 Carolina 153779 | 72033 Cataño 24271 | 72035 Cayey 43785 | 72037 Ceiba 11515
72039 Ciales 16513 | 72041 Cidra 39607 | 72043 Coamo 38906 | 72045 Comerío 19224
72047 Corozal 33500 | 72049 Culebra 1311 | 72051 Dorado 36803 | 72053 Fajardo 31111
72054 Florida 11697 | 72055 Guánica 16293 | 72057 Guayama 40889 | 72059 Guayanilla 18514
72061 Guaynabo 86937 | 72063 Gurabo 46910 | 72065 Hatillo 39950 | 72067 Hormigueros 15943
72069 Humacao 52507 | 72071 Isabela 41707 | 72073 Jayuya 14539 | 72075 Juana Díaz 46152
72077 Juncos 38780 | 72079 Lajas 22835 | 72081 Lares 25696 | 72083 Las Marías 8370
72085 Las Piedras 37499 | 72087 Loíza 25778 | 72089 Luquillo 18224 | 72091 Manatí 38836
72093 Maricao 6075 | 72095 Maunabo 10776 | 72097 Mayagüez 75232 | 72099 Moca 36161
72101 Morovis 30962 | 72103 Naguabo 26075 | 72105 Naranjito 28112 | 72107 Orocovis 20982
72109 Patillas 16929 | 72111 Peñuelas 20383 | 72113 Ponce 139671 | 72115 Quebradillas 23629
72117 Rincón 14056 | 72119 Río Grande 49613 | 72121 Sabana Grande 22560
72123 Salinas 28109 | 72125 San Germán 31442 | 72127 San Juan 335468
72129 San Lorenzo 37209 | 72131 San Sebastián 37120 | 72133 Santa Isabel 21757
72135 Toa Alta 72864 | 72137 Toa Baja 77810 | 72139 Trujillo Alto 66338 | 72141 Utuado 28676
72143 Vega Alta 37106 | 72145 Vega Baja 52192 | 72147 Vieques 8642 | 72149 Villalba 22403
72151 Yabucoa 33499 | 72153 Yauco 35428
"""


def change_rows() -> Iterator[dict[str, str]]:
    """Rows of ``county_changes.csv``: a code that ended each, the others separated by blanks."""
    for line in CHANGES.strip().splitlines():
        year, ended, began, grew = (part.strip() for part in line.split("|"))
        yield {"year": year, "ended": ended, "began": began, "grew": grew}


def name_rows() -> Iterator[dict[str, str]]:
    """Rows of ``county_names.csv``: counties that have a name and no figures."""
    for kind, lines in (("former", FORMER), ("later", LATER), ("territory", TERRITORIES)):
        for line in lines.strip().splitlines():
            code, name = line.split(" ", 1)
            yield {"county_fips": code, "name": name, "kind": kind}


def municipio_rows(
    points: Mapping[str, Centre], latino: float, foreign_born: float
) -> Iterator[dict[str, str]]:
    """Rows of ``counties.csv`` for Puerto Rico; shares of people are those of the whole.

    :param points: by code.
    :param latino: the share of Latino people, 0 to 1; ``foreign_born``: of foreign-born ones.
    """
    for entry in MUNICIPIOS.strip().replace("\n", " | ").split(" | "):
        code, rest = entry.split(" ", 1)
        name, people = rest.rsplit(" ", 1)
        latitude, longitude = points[code]
        yield {
            "county_fips": code,
            "name": f"{name} Municipio",
            "population": people,
            "latino_percent": f"{100 * latino:.1f}",
            "foreign_born_percent": f"{100 * foreign_born:.1f}",
            "spanish_speaking_percent": "",
            "limited_english_percent": "",
            "latitude": f"{latitude:.3f}",
            "longitude": f"{longitude:.3f}",
        }
