from lib.reference.shapes import middles
from lib.ui.maps.cities import city_names, letters_of


def point(place: str | None, members: float | None, longitude: float, latitude: float = 32.0):
    return {
        "place_name": place,
        "members": members,
        "longitude": longitude,
        "latitude": latitude,
    }


def test_the_places_with_the_most_members_are_named_ten_at_most():
    points = [point(f"City {n:02}", n, -120 + 10 * n) for n in range(12)]
    named = city_names(points, [], "geo", 1.0)["text"]
    assert named == [f"City {n:02}" for n in range(11, 1, -1)]


def test_a_name_takes_another_side_and_is_left_out_where_none_is_free():
    # A mark at its right: the name stands left of its point.
    alone = city_names([point("Waco", 5, -97.0), point(None, None, -96.0)], [], "geo", 1.0)
    assert (alone["text"], alone["textposition"]) == (["Waco"], ["middle left"])
    # Marks all around: no name.
    around = [point(None, None, -97 + x, 32 + y) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert city_names([point("Waco", 5, -97.0), *around], [], "geo", 1.0)["text"] == []


def test_committees_without_a_place_or_a_count_name_nothing_or_come_last():
    points = [point(None, 9, -90.0), point("B", None, -100.0), point("A", 1, -110.0)]
    assert city_names(points, [], "geo", 1.0)["text"] == ["A", "B"]


def test_a_states_letters_make_way_for_a_point():
    east, north = middles()["NM"]
    assert letters_of(["NM"], [], 1.0) == {"NM": (round(east, 3), round(north, 3))}
    assert letters_of(["NM"], [point("X", 1, east, north)], 1.0)["NM"] == (
        round(east, 3),
        round(north + 1.1, 3),
    )
