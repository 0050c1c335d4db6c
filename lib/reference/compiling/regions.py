"""The plan's regions and the states, with the District of Columbia and Puerto Rico, in each."""

from collections.abc import Iterator

REGIONS = {
    "southwest": ("Southwest", "Suroeste", True, "AZ CO NM NV OK TX UT"),
    "southeast": ("Southeast", "Sureste", True, "AL AR FL GA KY LA MS NC SC TN VA WV PR"),
    "midwest": ("Midwest", "Medio Oeste", True, "IA IL IN KS MI MN MO ND NE OH SD WI"),
    "west": ("West", "Oeste", False, "AK CA HI ID MT OR WA WY"),
    "northeast": ("Northeast", "Noreste", False, "CT DC DE MA MD ME NH NJ NY PA RI VT"),
}
"""Name in English and Spanish, whether the plan gives it priority, its states. Rows of a table in
use: an organization may redraw them there."""

# Codes and names of ANSI INCITS 38 (formerly FIPS 5-2).
STATES = """
01 AL Alabama | 02 AK Alaska | 04 AZ Arizona | 05 AR Arkansas | 06 CA California | 08 CO Colorado
09 CT Connecticut | 10 DE Delaware | 11 DC District of Columbia | 12 FL Florida | 13 GA Georgia
15 HI Hawaii | 16 ID Idaho | 17 IL Illinois | 18 IN Indiana | 19 IA Iowa | 20 KS Kansas
21 KY Kentucky | 22 LA Louisiana | 23 ME Maine | 24 MD Maryland | 25 MA Massachusetts
26 MI Michigan | 27 MN Minnesota | 28 MS Mississippi | 29 MO Missouri | 30 MT Montana
31 NE Nebraska | 32 NV Nevada | 33 NH New Hampshire | 34 NJ New Jersey | 35 NM New Mexico
36 NY New York | 37 NC North Carolina | 38 ND North Dakota | 39 OH Ohio | 40 OK Oklahoma
41 OR Oregon | 42 PA Pennsylvania | 44 RI Rhode Island | 45 SC South Carolina | 46 SD South Dakota
47 TN Tennessee | 48 TX Texas | 49 UT Utah | 50 VT Vermont | 51 VA Virginia | 53 WA Washington
54 WV West Virginia | 55 WI Wisconsin | 56 WY Wyoming | 72 PR Puerto Rico
"""


def region_rows() -> Iterator[dict[str, str]]:
    """Rows of ``regions.csv``."""
    for region_id, (name_en, name_es, is_priority, _) in REGIONS.items():
        yield {
            "region_id": region_id,
            "name_en": name_en,
            "name_es": name_es,
            "is_priority": "true" if is_priority else "false",
        }


def state_rows() -> Iterator[dict[str, str]]:
    """Rows of ``states.csv``, by FIPS code."""
    region_of = {usps: region for region, row in REGIONS.items() for usps in row[3].split()}
    for entry in STATES.strip().replace("\n", " | ").split(" | "):
        fips, usps, name = entry.split(" ", 2)
        yield {"state_fips": fips, "usps": usps, "name": name, "region_id": region_of[usps]}
