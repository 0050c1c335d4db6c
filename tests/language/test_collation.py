import pandas as pd
import pytest

from lib.language.collation import as_searched, as_sorted, has_all


def test_names_are_sorted_as_people_sort_them() -> None:
    # Capitals and accents don't count; ñ is a letter of its own, after n and before o.
    names = ["Zapata", "Ñuble", "Núñez", "ámbar", "Oñate", "Nuzco", "Alamogordo", "Álamo"]
    assert sorted(names, key=as_sorted) == [
        *("Álamo", "Alamogordo", "ámbar", "Núñez", "Nuzco", "Ñuble", "Oñate", "Zapata")
    ]


def test_a_letter_in_two_code_points_is_that_letter() -> None:
    assert as_sorted("Nun\u0303ez") == as_sorted("Nu\u00f1ez") != as_sorted("Nunez")


@pytest.mark.parametrize("typed", ["peñon", "PEÑÓN", "penon", "Pen\u0303o\u0301n"])
def test_what_is_typed_without_accents_is_found(typed: str) -> None:
    assert as_searched(typed) == "penon"


def test_texts_that_have_all_words_in_any_case_and_with_any_accents() -> None:
    texts = pd.Series(["Comité de Álamo · Texas", "Álamo Heights", "Tucson"], index=[4, 7, 9])
    assert has_all(texts, "ALAMO comite").tolist() == [True, False, False]
    # Nothing sought leaves out nothing, and the index is that of the texts.
    assert has_all(texts, " ").tolist() == [True, True, True]
    assert has_all(texts, "alamo").index.tolist() == [4, 7, 9]
