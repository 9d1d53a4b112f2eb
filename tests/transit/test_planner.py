"""What a planned journey promises: real rides, sums that add up, honest accessibility, warnings, fares, maps."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.network import Network
from tools.results import Location, Route
from tools.transit.advice import PARAMETERS, Code, read
from tools.transit.planner import ISTANBUL, SURE, Journeys, Planner
from tools.transit.timetable import TimetableMaker, day_type, departures

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ISTANBUL)
TAKSIM = Location(lat=41.0370, lon=28.9851)
KADIKOY = Location(lat=40.9903, lon=29.0250)
SULTANAHMET = Location(lat=41.0063, lon=28.9763)
LEVENT = Location(lat=41.0780, lon=29.0118)
USKUDAR = Location(lat=41.0262, lon=29.0151)
BESIKTAS = Location(lat=41.0424, lon=29.0070)


def codes(answer: Journeys) -> set[str]:
    return {w["code"] for w in answer.warnings} | {read(w)["code"] for route in answer.routes for w in route.warnings}


def lines(route: Route) -> set[str]:
    return {leg.line for leg in route.legs if leg.line}


def minutes_of_day(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def check(network: Network, route: Route) -> None:
    """Every leg is real, follows on the one before, and nothing adds up to more than the whole."""
    assert sum(leg.minutes for leg in route.legs) <= route.minutes
    assert route.walking_minutes == sum(leg.minutes for leg in route.legs if leg.mode == "walk")
    rides = [leg for leg in route.legs if leg.mode != "walk"]
    assert route.transfers == max(0, len(rides) - 1)
    assert all(leg.minutes >= 0 for leg in route.legs)
    for leg in rides:
        fitting = []
        for pattern in network.patterns.values():
            line = network.lines[pattern.line]
            if leg.line not in (line.code, pattern.label) or line.mode != leg.mode:
                continue
            assert line.status == "operating" and line.source
            for back in (False, True):
                names = [network.stops[stop].name for stop in (pattern.stops[::-1] if back else pattern.stops)]
                sign = pattern.headsign_back if back else pattern.headsign
                if leg.from_.name in names and leg.to.name in names and leg.direction == sign:
                    fitting.append(names.index(leg.to.name) - names.index(leg.from_.name))
        assert leg.stops in fitting, leg
        assert leg.departs
    for warning in route.warnings:
        assert read(warning)["code"]


@settings(max_examples=150, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(
    seed=st.integers(0, 1 << 30),
    minute=st.integers(0, 7 * 1440 - 1),
    wishes=st.sampled_from([(False, False), (True, False), (False, True), (True, True)]),
)
def test_any_journey_holds_together(
    planner: Planner, istanbul: Network, seed: int, minute: int, wishes: tuple[bool, bool]
) -> None:
    arrive_by, step_free = wishes
    chance = random.Random(seed)
    stops = list(istanbul.stops.values())

    def somewhere() -> Location:
        stop = chance.choice(stops)
        return Location(lat=stop.lat + chance.uniform(-0.008, 0.008), lon=stop.lon + chance.uniform(-0.008, 0.008))

    at = MONDAY.replace(hour=0) + timedelta(minutes=minute)
    answer = planner.plan(somewhere(), somewhere(), at, arrive_by=arrive_by, step_free=step_free)
    assert len(answer.routes) == len(answer.geometry) <= 3
    assert answer.routes or answer.warnings
    for route, drawn in zip(answer.routes, answer.geometry, strict=True):
        check(istanbul, route)
        assert [f["properties"]["mode"] for f in drawn["features"] if f["properties"]["kind"] == "leg"] == [
            leg.mode for leg in route.legs
        ]
        if step_free:
            assert route.step_free != "no"
            unknown = any(read(w)["code"] == "step_free_unknown" for w in route.warnings)
            assert (route.step_free == "unknown") == (unknown or all(leg.mode == "walk" for leg in route.legs))
        if route.step_free == "yes":
            for leg in route.legs:
                if leg.mode != "walk":
                    for end in (leg.from_, leg.to):
                        assert any(
                            stop.step_free(line.id) == "yes"
                            for stop in stops if (stop.name, stop.lat, stop.lon) == (end.name, end.lat, end.lon)
                            for line in istanbul.lines.values() if line.code == leg.line
                        )  # fmt: skip
    sets = [frozenset(lines(route)) for route in answer.routes]
    assert len(set(sets)) == len(sets), "two routes are the same way"


def test_no_platform_of_unknown_access_is_in_the_step_free_timetable(istanbul: Network) -> None:
    """This covers every pair of places: a step-free search sees nothing but these calls."""
    maker = TimetableMaker(istanbul)
    for backwards in (False, True):
        timetable = maker.around(MONDAY.date(), access=SURE, backwards=backwards)
        for run in timetable.runs:
            for _, stop, _, _ in run.calls:
                assert istanbul.stops[maker.stop_ids[stop]].step_free(run.pattern.line) == "yes"


def test_a_line_without_known_times_has_no_departure(istanbul: Network) -> None:
    timetable = TimetableMaker(istanbul).around(MONDAY.date())
    silent = {line.id for line in istanbul.lines.values() if line.status != "operating"}
    assert silent
    assert not [run for run in timetable.runs if run.pattern.line in silent and run.departures]


def test_departures_follow_the_bands() -> None:
    assert departures({"weekday": [(360, 362, 60), (362, 363, 30)]}, "weekday") == [21600, 21660, 21720, 21750, 21780]
    assert departures({"weekday": [(360, 362, 60)]}, "sunday") == []


def test_days_have_their_timetables() -> None:
    assert [day_type(date(2026, 11, 23) + timedelta(days=n)) for n in range(7)] == ["weekday"] * 5 + ["saturday", "sunday"]


def test_alternatives_differ(planner: Planner) -> None:
    routes = planner.plan(KADIKOY, TAKSIM, MONDAY).routes
    assert 2 <= len(routes) <= 3
    assert len({frozenset(lines(route)) for route in routes}) == len(routes)


def test_arriving_by_a_time(planner: Planner) -> None:
    answer = planner.plan(KADIKOY, TAKSIM, MONDAY, arrive_by=True)
    for route in answer.routes:
        first = next(leg for leg in route.legs if leg.departs)
        assert first.departs is not None and minutes_of_day(first.departs) < 600
        assert 20 < route.minutes < 80


def test_going_over_a_place(planner: Planner) -> None:
    answer = planner.plan(TAKSIM, SULTANAHMET, MONDAY, via=USKUDAR, via_name="Üsküdar")
    for route in answer.routes:
        assert any(leg.to.name == "Üsküdar" and leg.mode == "walk" for leg in route.legs)
    back = planner.plan(TAKSIM, SULTANAHMET, MONDAY, via=USKUDAR, arrive_by=True)
    assert back.routes


@pytest.mark.parametrize(
    ("avoid", "never"),
    [
        ("ferry", "ferry"), ("boats", "ferry"), ("metrobus", "metrobus"), ("buses", "metrobus"), ("M2", "M2"),
        ("marmaray", "marmaray"),
    ],
)  # fmt: skip
def test_what_is_to_be_avoided_is_avoided(planner: Planner, avoid: str, never: str) -> None:
    for route in planner.plan(KADIKOY, TAKSIM, MONDAY, avoid=frozenset({avoid})).routes:
        assert never not in {leg.mode for leg in route.legs} | lines(route)


def test_words_that_cannot_be_avoided_are_said(planner: Planner) -> None:
    answer = planner.plan(KADIKOY, TAKSIM, MONDAY, avoid=frozenset({"crowds"}))
    assert answer.warnings == [{"code": "avoid_ignored", "word": "crowds"}]
    islands = planner.plan(KADIKOY, Location(lat=40.8745, lon=29.1288), MONDAY, avoid=frozenset({"ferry"}))
    assert islands.routes and {"code": "avoid_impossible", "word": "ferry"} in islands.warnings


def test_avoiding_stairs_means_step_free(planner: Planner) -> None:
    stairs = planner.plan(LEVENT, TAKSIM, MONDAY, avoid=frozenset({"stairs"}))
    assert stairs.routes[0].step_free == "yes"
    assert stairs.routes == planner.plan(LEVENT, TAKSIM, MONDAY, step_free=True).routes


def test_unknown_platforms_are_named(planner: Planner) -> None:
    route = planner.plan(LEVENT, SULTANAHMET, MONDAY, step_free=True).routes[0]
    assert route.step_free == "unknown"
    assert "step_free_unknown:T1,Sultanahmet" in route.warnings


def test_a_tram_with_steps_is_never_offered_step_free(planner: Planner) -> None:
    moda = Location(lat=40.9795, lon=29.0255)
    for route in planner.plan(KADIKOY, moda, MONDAY, step_free=True).routes:
        assert not {"T2", "T3"} & lines(route)


def test_the_last_metro_has_left(planner: Planner) -> None:
    answer = planner.plan(TAKSIM, LEVENT, datetime(2026, 11, 24, 0, 40, tzinfo=ISTANBUL))
    missed = [w for w in answer.warnings if w["code"] == "last_departure_missed"]
    assert missed and missed[0]["line"] == "M2"
    assert "00:00" <= missed[0]["at"] <= "00:40"


def test_the_last_metro_is_called_the_last(planner: Planner) -> None:
    answer = planner.plan(TAKSIM, LEVENT, datetime(2026, 11, 24, 0, 3, tzinfo=ISTANBUL))
    assert any(w.startswith("last_departure:M2,00:") for w in answer.routes[0].warnings)


def test_the_other_direction_is_no_comfort(planner: Planner) -> None:
    """The last metro north has gone although one south is still to come."""
    answer = planner.plan(TAKSIM, LEVENT, datetime(2026, 11, 24, 0, 10, tzinfo=ISTANBUL))
    assert "last_departure_missed" in codes(answer)


def test_the_metro_runs_all_night_on_saturday(planner: Planner) -> None:
    route = planner.plan(TAKSIM, LEVENT, datetime(2026, 11, 28, 2, 0, tzinfo=ISTANBUL)).routes[0]
    assert route.minutes < 45
    assert any(read(w)["code"] == "night_service" for w in route.warnings)


def test_same_place_and_places_elsewhere(planner: Planner) -> None:
    assert codes(planner.plan(TAKSIM, TAKSIM, MONDAY)) == {"same_place"}
    ankara = planner.plan(TAKSIM, Location(lat=39.93, lon=32.86), MONDAY)
    assert (ankara.routes, ankara.warnings) == ([], [{"code": "outside_city", "end": "destination"}])


def test_a_short_way_is_walked(planner: Planner) -> None:
    route = planner.plan(SULTANAHMET, Location(lat=41.0086, lon=28.9802), MONDAY).routes[0]
    assert [leg.mode for leg in route.legs] == ["walk"]
    assert (route.confidence, route.fare) == ("estimate", None)


def test_times_without_a_zone_are_refused(planner: Planner) -> None:
    with pytest.raises(ValueError, match="time zone"):
        planner.plan(TAKSIM, KADIKOY, datetime(2026, 11, 23, 10, 0))


def test_a_single_metro_ride_has_the_single_fare(planner: Planner) -> None:
    fare = planner.plan(TAKSIM, LEVENT, MONDAY).routes[0].fare
    assert fare is not None
    assert (fare.amount, fare.currency, fare.as_of, fare.source) == (46.2, "TRY", date(2026, 9, 26), "metro-istanbul-fares")


def test_a_ferry_after_the_tram_costs_the_transfer_fare(planner: Planner) -> None:
    """The operator's transfer prices are for boarding its ferries after other transport; not for the metro."""
    eminonu, uskudar = Location(lat=41.0300, lon=28.9875), USKUDAR
    answer = planner.plan(eminonu, uskudar, MONDAY, avoid=frozenset({"marmaray", "F1", "vapur-uskudar-kabatas"}))
    route = next(r for r in answer.routes if lines(r) == {"T1", "Üsküdar–Eminönü"})
    assert route.fare is not None and route.fare.amount == round(46.2 + 41.43, 2)


def test_an_unknown_fare_makes_the_whole_unknown(planner: Planner) -> None:
    for route in planner.plan(KADIKOY, TAKSIM, MONDAY).routes:
        if {leg.mode for leg in route.legs} & {"marmaray", "metrobus"}:
            assert route.fare is None


def test_an_old_fare_is_withheld(planner: Planner) -> None:
    assert planner.plan(TAKSIM, LEVENT, MONDAY + timedelta(days=400)).routes[0].fare is None


def test_a_night_fare_is_not_guessed(planner: Planner) -> None:
    assert planner.plan(TAKSIM, LEVENT, datetime(2026, 11, 28, 2, 0, tzinfo=ISTANBUL)).routes[0].fare is None


def test_sources_are_dated(planner: Planner) -> None:
    answer = planner.plan(BESIKTAS, USKUDAR, MONDAY)
    assert dict(answer.sources)["sehir-hatlari"] == date(2026, 8, 22)
    assert all(isinstance(day, date) for _, day in answer.sources)


def test_the_map_follows_the_line(planner: Planner) -> None:
    drawn = planner.plan(TAKSIM, LEVENT, MONDAY).geometry[0]
    metro = next(f for f in drawn["features"] if f["properties"].get("line") == "M2")
    assert metro["properties"]["color"] == "#009944"
    assert len(metro["geometry"]["coordinates"]) > 20
    assert all(28 < lon < 30 and 40 < lat < 42 for lon, lat in metro["geometry"]["coordinates"])


def test_asking_twice_gives_the_same(planner: Planner) -> None:
    assert planner.plan(KADIKOY, TAKSIM, MONDAY) == planner.plan(KADIKOY, TAKSIM, MONDAY)


def test_looking_up_stops(planner: Planner) -> None:
    stop = planner.stop("uskudar")
    assert stop is not None and set(stop.lines) == {"B1", "M5"} and stop.step_free["B1"] == "unknown"
    assert planner.stop("ÜSKÜDAR İSKELESİ") is not None
    assert planner.stop("Atlantis") is None
    ist = planner.stop("IST")
    assert ist is not None and ist.lines == ("M11",)
    near = planner.stops_near(SULTANAHMET, 600)
    assert near[0][0].id == "sultanahmet" and near[0][1] > 0


def test_looking_up_lines(planner: Planner) -> None:
    m2 = planner.line("m2")
    assert m2 is not None and m2.termini == ("Yenikapı", "Hacıosman") and m2.state == "operating"
    service = m2.service_on(MONDAY)
    assert service is not None and (service.first, service.last, service.night) == ("06:00", "00:00", False)
    saturday = m2.service_on(date(2026, 11, 28))
    assert saturday is not None and saturday.night
    marmaray = planner.line("Marmaray")
    assert marmaray is not None and marmaray.code == "B1"
    m12 = planner.line("M12")
    assert m12 is not None and m12.state in ("construction", "unconfirmed") and not m12.services
    assert planner.line("M99") is None


def test_every_stop_can_be_named(planner: Planner, istanbul: Network) -> None:
    names = planner.stop_names()
    assert len(names) == len(istanbul.stops)
    assert all(name.name and name.lines for name in names)


def test_every_code_documents_its_parameters() -> None:
    assert set(PARAMETERS) == set(Code)
    assert read("last_departure_missed:M2,00:00,Taksim") == {
        "code": "last_departure_missed", "line": "M2", "at": "00:00", "stop": "Taksim",
    }  # fmt: skip
    with pytest.raises(ValueError, match="nonsense"):
        read("nonsense:1")
