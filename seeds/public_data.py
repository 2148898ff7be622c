#!/usr/bin/env python3
"""Writes seeds/accidents.csv, seeds/schools.csv and seeds/cameras.csv: invented accidents, schools and cameras, the same at every run.

Nothing in them is real but the names and outlines of the 199 legal districts of Daegu (shared/frames/data): each place is a random point
of its district. The accidents have the columns of public tables of accidents, and the categories of shared/accidents/data/fields.json.
"""

import csv
import json
import math
import pathlib
from datetime import datetime, timedelta

from outages import Dice

SEEDS = pathlib.Path(__file__).parent
DATA = SEEDS.parent / "shared/frames/data"

ACCIDENTS, SCHOOLS, CAMERAS = 1_500, 120, 240
START, DAYS = datetime(2022, 1, 1), 3 * 365
WEEKDAYS = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]
HOURS = [16, 12, 9, 8, 9, 14, 23, 39, 56, 50, 49, 51, 52, 54, 56, 60, 63, 66, 72, 61, 53, 47, 39, 27]
WEATHER = {"맑음": 84, "비": 8, "흐림": 6, "눈": 1, "안개": 1}
SURFACES = {
    "맑음": {"건조": 98, "젖음/습기": 2}, "비": {"젖음/습기": 95, "침수": 5}, "흐림": {"건조": 92, "젖음/습기": 8},
    "눈": {"적설": 60, "서리/결빙": 40}, "안개": {"건조": 70, "젖음/습기": 30},
}
ROADS = {
    "단일로 - 기타": 45, "교차로 - 교차로안": 24, "교차로 - 교차로부근": 15, "교차로 - 교차로횡단보도내": 6, "미분류 - 미분류": 5, "단일로 - 교량": 3,
    "주차장 - 주차장": 2,
}
KINDS = {"차대차": 78, "차대사람": 17, "차량단독": 5}
VIOLATIONS = {"안전운전불이행": 56, "신호위반": 13, "안전거리미확보": 11, "교차로운행방법위반": 8, "보행자보호의무위반": 7, "중앙선침범": 5}
# of 1,000 injured people: dead, seriously, slightly, reported as injured
INJURIES = {"차대차": [3, 150, 730, 117], "차대사람": [20, 340, 560, 80], "차량단독": [35, 330, 500, 135]}
LEVELS = {"초등학교": 55, "중학교": 27, "고등학교": 18}
STUDENTS = {"초등학교": 480, "중학교": 520, "고등학교": 640}
CONTROLS = {"과속": 45, "신호위반": 25, "과속 및 신호위반": 22, "주정차": 8}
LIMITS = {30: 46, 50: 38, 60: 13, 80: 3}


class Places:
    """Random points of the districts."""

    def __init__(self, dice):
        self.dice = dice
        outlines = json.loads((DATA / "daegu_districts.geojson").read_text(encoding="utf-8"))["features"]
        self.districts = [(outline["properties"]["district"], rings(outline["geometry"])) for outline in outlines]
        with (DATA / "daegu_districts.csv").open(encoding="utf-8", newline="") as file:
            areas = {row["district"]: float(row["area_km2_approx"]) for row in csv.DictReader(file)}
        # between the same for each district and the same for each square kilometre
        self.weights = [math.sqrt(areas[name]) for name, _ in self.districts]

    def pick(self):
        """A district, with the latitude and the longitude of a point in it."""
        name, outline = self.districts[self.dice.pick(self.weights)]
        longitudes, latitudes = zip(*(point for ring in outline for point in ring))
        while True:
            latitude, longitude = self.between(latitudes), self.between(longitudes)
            if is_inside(outline, latitude, longitude):
                return name, latitude, longitude

    def between(self, numbers):
        return round(min(numbers) + self.dice.roll() * (max(numbers) - min(numbers)), 5)


def rings(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def is_inside(outline, latitude, longitude):
    """Whether a point is in an outline, by the number of borders to the east of it."""
    is_odd = False
    for ring in outline:
        for (east, north), (next_east, next_north) in zip(ring, ring[1:]):
            if (north > latitude) != (next_north > latitude):
                is_odd ^= longitude < east + (latitude - north) * (next_east - east) / (next_north - north)
    return is_odd


def choose(dice, weights):
    return list(weights)[dice.pick(list(weights.values()))]


def accidents(dice, places):
    times = sorted(START + timedelta(days=int(dice.roll() * DAYS), hours=dice.pick(HOURS)) for _ in range(ACCIDENTS))
    for number, time in enumerate(times, 1):
        district, latitude, longitude = places.pick()
        weather, kind = choose(dice, WEATHER), choose(dice, KINDS)
        if weather == "눈" and time.month not in (12, 1, 2):
            weather = "비"
        surface = choose(dice, SURFACES[weather])
        people = 1 + sum(dice.roll() < 0.18 for _ in range(4))
        casualties = [0, 0, 0, 0]
        for _ in range(people):
            casualties[dice.pick(INJURIES[kind])] += 1
        eclo = sum(weight * count for weight, count in zip((10, 5, 3, 1), casualties))
        yield [
            f"DEMO_{number:05}", time.strftime("%Y-%m-%d %H"), WEEKDAYS[time.weekday()], weather, district, choose(dice, ROADS), surface, kind,
            choose(dice, VIOLATIONS), *casualties, eclo, latitude, longitude,
        ]


def schools(dice, places):
    for number in range(1, SCHOOLS + 1):
        level = choose(dice, LEVELS)
        district, latitude, longitude = places.pick()
        students = max(60, round(STUDENTS[level] * math.exp(0.4 * dice.normal())))
        yield [f"가상 제{number}{level}", level, district, students, latitude, longitude]


def cameras(dice, places):
    for number in range(1, CAMERAS + 1):
        district, latitude, longitude = places.pick()
        limit = choose(dice, LIMITS)
        zone = "어린이보호구역" if limit == 30 and dice.roll() < 0.8 else "일반"
        yield [f"G{number:04}", district, choose(dice, CONTROLS), limit, zone, 2008 + int(dice.roll() * 16), latitude, longitude]


def write(name, heads, rows):
    with (SEEDS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)


def main():
    dice = Dice(199)
    places = Places(dice)
    heads = ["ID", "사고일시", "요일", "기상상태", "시군구", "도로형태", "노면상태", "사고유형", "법규위반"]
    casualties = ["사망자수", "중상자수", "경상자수", "부상자수", "ECLO"]
    write("accidents.csv", [*heads, *casualties, "위도", "경도"], accidents(dice, places))
    write("schools.csv", ["학교명", "학교급", "시군구", "학생수", "위도", "경도"], schools(dice, places))
    heads = ["카메라번호", "시군구", "단속구분", "제한속도", "보호구역구분", "설치연도"]
    write("cameras.csv", [*heads, "위도", "경도"], cameras(dice, places))


if __name__ == "__main__":
    main()
