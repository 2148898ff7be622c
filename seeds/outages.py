#!/usr/bin/env python3
"""Writes seeds/outages.csv: six years of invented outages of the invented Lakeshore grid, the same at every run.

Six years, so that the last one has major event days with five years before it. A few storms make such days.
"""

import csv
import math
import pathlib
from datetime import date, timedelta

REGIONS = [("Harbour", 120_000), ("Eastgate", 64_000), ("Northfield", 38_000), ("Westmoor", 28_000)]
CAUSES = ["equipment failure", "weather", "vegetation", "third party", "maintenance", "wildlife"]
WEIGHTS = [32, 27, 17, 12, 8, 4]
STORMS = {date(2020, 2, 9), date(2022, 8, 17), date(2024, 3, 14), date(2024, 11, 2)}


class Dice:
    """A linear congruential generator (Knuth, MMIX), so that no version of Python changes the file."""

    def __init__(self, seed):
        self.state = seed

    def roll(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53

    def pick(self, weights):
        rest = self.roll() * sum(weights)
        for place, weight in enumerate(weights):
            rest -= weight
            if rest < 0:
                return place
        return len(weights) - 1

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.roll())) * math.cos(2 * math.pi * self.roll())


def rows():
    dice = Dice(1366)
    day = date(2019, 1, 1)
    while day < date(2025, 1, 1):
        storm = day in STORMS
        for _ in range(6 if storm else dice.pick([45, 38, 13, 4])):
            region, served = REGIONS[dice.pick([40, 25, 23, 12])]
            cause = "weather" if storm else CAUSES[dice.pick(WEIGHTS)]
            hours = round(math.exp(0.2 + 0.8 * dice.normal()) * (3 if storm else 1), 2)
            if dice.roll() < 0.03:
                hours = 0.05
            share = min(0.9, math.exp(-3.6 + 1.0 * dice.normal()) * (5 if storm else 1))
            yield [day.isoformat(), region, cause, hours, max(1, round(served * share))]
        day += timedelta(days=1)


def main():
    path = pathlib.Path(__file__).with_name("outages.csv")
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "region", "cause", "duration_hours", "affected_customers"])
        writer.writerows(rows())


if __name__ == "__main__":
    main()
