"""Invented accidents. No record, count or map of real accidents was used for them beyond the targets below.

An accident is drawn in this order: date, hour, weather, road surface, road type, district, type of accident, casualties.

Casualties. The number of injured people is 1 plus a count with mean `extra`; each of them is dead, seriously injured, slightly
injured or only reported as injured, with odds that depend on the severity `s` of the accident. Both depend on the fields by the
factors below, and on chance that no field shows. Three constants are solved so that the mean numbers of casualties are the targets.

Targets are the published means of the table that the field names come from (39,609 accidents in Daegu, 2019-2021):
deaths 0.007776, serious 0.262365, slight 1.070085, injury reports 0.126865, so the mean of ECLO is 4.7267; standard deviation about
3.2, median 3, range 1-74.
"""

import datetime

import numpy

from fields import VALUES, row

DEATHS, SERIOUS, SLIGHT, REPORTS = 0.007776, 0.262365, 1.070085, 0.126865
HIGHEST = 74

YEARS = {2019: 0.37, 2020: 0.32, 2021: 0.31}
MONTHS = [7.9, 7.3, 8.0, 7.9, 8.5, 8.3, 8.6, 8.4, 8.4, 9.2, 9.0, 8.5]
DAYS = [14.3, 14.2, 14.3, 14.2, 15.4, 14.5, 13.1]
HOURS = [1.6, 1.2, 0.9, 0.8, 0.9, 1.4, 2.3, 3.9, 5.6, 5.0, 4.9, 5.1, 5.2, 5.4, 5.6, 6.0, 6.3, 6.6, 7.2, 6.1, 5.3, 4.7, 3.9, 2.7]

# rain is frequent in summer, snow and ice occur in winter only
RAIN = [0.04, 0.05, 0.06, 0.06, 0.06, 0.09, 0.13, 0.12, 0.10, 0.05, 0.05, 0.03]
SNOW = [0.010, 0.006, 0.002, 0, 0, 0, 0, 0, 0, 0, 0.001, 0.006]
SURFACES = {
    "맑음": {"건조": 0.985, "젖음/습기": 0.009, "기타": 0.006},
    "흐림": {"건조": 0.93, "젖음/습기": 0.065, "기타": 0.005},
    "비": {"젖음/습기": 0.94, "건조": 0.052, "침수": 0.004, "기타": 0.004},
    "눈": {"적설": 0.4, "서리/결빙": 0.25, "젖음/습기": 0.3, "건조": 0.05},
    "안개": {"건조": 0.7, "젖음/습기": 0.3},
    "기타": {"건조": 0.9, "젖음/습기": 0.05, "기타": 0.05},
}
ROADS = {
    "단일로 - 기타": 0.445, "교차로 - 교차로안": 0.235, "교차로 - 교차로부근": 0.15, "교차로 - 교차로횡단보도내": 0.035, "미분류 - 미분류": 0.055,
    "기타 - 기타": 0.047, "주차장 - 주차장": 0.012, "단일로 - 지하차도(도로)내": 0.008, "단일로 - 교량": 0.007, "단일로 - 고가도로위": 0.004,
    "단일로 - 터널": 0.002,
}
COUNTIES = {"남구": 0.06, "달서구": 0.22, "달성군": 0.09, "동구": 0.16, "북구": 0.18, "서구": 0.08, "수성구": 0.16, "중구": 0.05}

# effects on the severity: a pedestrian is hurt more than a driver, and speed decides
KIND = {"차대사람": 1.15, "차대차": -0.3, "차량단독": 0.9}
ROAD = {
    "교차로 - 교차로횡단보도내": 0.3, "교차로 - 교차로안": 0.1, "교차로 - 교차로부근": -0.08, "단일로 - 고가도로위": 0.5, "단일로 - 터널": 0.5,
    "단일로 - 교량": 0.35, "단일로 - 지하차도(도로)내": 0.25, "주차장 - 주차장": -0.7, "기타 - 기타": -0.15, "미분류 - 미분류": -0.2,
}
SURFACE = {"서리/결빙": 0.45, "적설": 0.05, "젖음/습기": 0.12, "침수": 0.2}
WEATHER = {"안개": 0.45, "비": 0.1, "흐림": 0.1, "눈": -0.15}
COUNTY = {"달성군": 0.45, "동구": 0.12, "중구": -0.2, "남구": -0.12, "서구": 0.06}
# effects on the logarithm of the number of other injured people
KIND_EXTRA = {"차대사람": -2.2, "차대차": 0.2, "차량단독": -0.5}
ROAD_EXTRA = {"교차로 - 교차로안": 0.25, "교차로 - 교차로부근": 0.1, "단일로 - 고가도로위": 0.3, "주차장 - 주차장": -0.5, "미분류 - 미분류": -0.2}


def accidents(count, seed):
    """Features and ECLO of `count` accidents."""
    random = numpy.random.default_rng(seed)
    places = districts()
    drawn = [scene(random, places) for _ in range(count)]
    features = numpy.array([row for row, _, _ in drawn], dtype=float)
    severity = numpy.array([severity for _, severity, _ in drawn]) + random.normal(0, 0.4, count)
    extra = numpy.array([extra for _, _, extra in drawn]) + random.normal(0, 0.9, count)
    return features, casualties(severity, numpy.exp(extra), random)


def districts():
    """The share of each district, and its effect on severity. The same in every run."""
    random = numpy.random.default_rng(199)
    shares, effects = [], []
    for value in VALUES["시군구"]:
        county = value.split()[1]
        shares.append(numpy.exp(random.normal(0, 1)))
        effects.append(COUNTY.get(county, 0) + random.normal(0, 0.3))
    counties = [value.split()[1] for value in VALUES["시군구"]]
    sums = {county: sum(share for share, own in zip(shares, counties) if own == county) for county in COUNTIES}
    return [share / sums[own] * COUNTIES[own] for share, own in zip(shares, counties)], effects


def scene(random, places):
    """The features of an accident, its severity and the logarithm of its other injured people, both up to a constant."""
    day = date(random)
    hour = pick(random, dict(enumerate(HOURS)))
    weather = pick(random, weathers(day.month))
    surface = pick(random, SURFACES[weather])
    road = pick(random, ROADS)
    place = pick(random, dict(enumerate(places[0])))
    county = VALUES["시군구"][place].split()[1]
    night, weekend = hour >= 22 or hour <= 5, day.weekday() >= 5
    kind = pick(random, kinds(road, night))
    severity = KIND[kind] + ROAD.get(road, 0) + SURFACE.get(surface, 0) + WEATHER.get(weather, 0) + places[1][place]
    # at night roads are empty and fast, most of all before dawn; the dark is worst for people on foot, and outside the city
    severity += night * (0.3 + 0.4 * (2 <= hour <= 5) + 0.5 * (kind == "차대사람") + 0.5 * (county == "달성군"))
    severity += 0.2 * (hour in (6, 20, 21)) - 0.15 * (7 <= hour <= 9) + 0.15 * (day.month in (10, 11, 12)) - 0.04 * (day.year - 2020)
    # a car that leaves a wet or icy road hurts its people more; two cars in slow traffic do not
    severity += 0.5 * (kind == "차량단독" and surface != "건조") - 0.3 * (kind == "차대차" and 17 <= hour <= 19 and day.weekday() < 5)
    extra = KIND_EXTRA[kind] + ROAD_EXTRA.get(road, 0) + 0.25 * weekend + 0.12 * (7 <= hour <= 9) + 0.1 * (day.month in (7, 8))
    return row(weather, surface, road, hour, day, kind, VALUES["시군구"][place]), severity, extra


def date(random):
    """A date: years, months and weekdays have their weights."""
    while True:
        year, month = pick(random, YEARS), pick(random, dict(enumerate(MONTHS, 1)))
        try:
            day = datetime.date(year, month, int(random.integers(1, 32)))
        except ValueError:
            continue
        if random.random() * max(DAYS) < DAYS[day.weekday()]:
            return day


def weathers(month):
    rain, snow = RAIN[month - 1], SNOW[month - 1]
    return {"비": rain, "눈": snow, "흐림": 0.03, "안개": 0.001, "기타": 0.004, "맑음": 0.965 - rain - snow}


def kinds(road, night):
    on_foot = {"교차로 - 교차로횡단보도내": 0.6, "주차장 - 주차장": 0.4}.get(road, 0.06 if road.startswith("단일로 - ") and road != "단일로 - 기타" else 0.16)
    alone = 0.09 if night else 0.04
    return {"차대사람": on_foot, "차량단독": alone, "차대차": 1 - on_foot - alone}


def casualties(severity, extra, random):
    """ECLO of each accident."""
    extra = extra * (DEATHS + SERIOUS + SLIGHT + REPORTS - 1) / extra.mean()
    # a bus or a pile-up, rarely
    crowded = random.random(len(extra)) < 0.0012
    people = 1 + random.poisson(extra) + crowded * random.geometric(0.15, len(extra))
    odds = [numpy.exp(factor * severity) for factor in (1.6, 1.0, -0.9)]
    expected = [(people * odd).mean() for odd in odds]
    chances = numpy.array([target / mean * odd for target, mean, odd in zip((DEATHS, SERIOUS, REPORTS), expected, odds)])
    chances = numpy.minimum(chances, [[0.2], [0.75], [0.75]])
    chances /= numpy.maximum(chances.sum(axis=0), 1)
    chances = numpy.vstack([chances, 1 - chances.sum(axis=0)]).clip(0)
    weights = numpy.array([10, 5, 1, 3])
    eclo = numpy.array([weights @ random.multinomial(count, chances[:, index]) for index, count in enumerate(people)])
    return numpy.minimum(eclo, HIGHEST).astype(float)


def pick(random, weights):
    """A key, by its weight."""
    rest = random.random() * sum(weights.values())
    for key, weight in weights.items():
        rest -= weight
        if rest < 0:
            return key
    return key
