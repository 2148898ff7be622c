#!/usr/bin/env python3
"""Computes independent.json beside this file: what the crate's figures are held to.

Nothing of it is shared with the crate: sums are exact fractions, logarithms have fifty digits. The published examples are
given with their inputs, and with their results as they were published, rounded.

Sources
- IEEE Std 1366, the sample system: seven sustained interruptions in a year of a circuit that serves 2,000 customers.
- Paschim Gujarat Vij Company Ltd., Standard of Performance returns of the 4th quarter of 2017-18 (PGVCL SOP MIS), SoP 011-A
  to C, sheets 9 (agriculture-dominant), 11 (urban) and 12 (other). A month's customer interruptions and customer days without
  supply are given, and the customers served; SAIDI is in hours and minutes, cut off. Its MAIFI is reckoned as SAIFI is, of
  momentary interruptions.
"""

import csv
import json
import pathlib
from collections import defaultdict
from datetime import date
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
HERE = pathlib.Path(__file__).parent

SAMPLE_SYSTEM = {
    "name": "IEEE Std 1366, sample system",
    "served": 2000,
    "hours": 8760,
    "minutes": True,
    "interruptions": [
        (200, "8.17"), (600, "71.3"), (25, "30.3"), (90, "267.2"), (700, "120"), (1500, "10"), (100, "40"),
    ],
    "published": {"saifi": "1.61", "saidi_minutes": "86.110", "asai": "0.999836"},
}

# customer interruptions, customer days without supply, momentary customer interruptions, customers served: three months
RETURNS = [
    ("PGVCL SoP 011, 4th quarter 2017-18, agriculture-dominant (sheet 9)", [
        (9677909, "853100.65", 15141468, 1142486, "8.47", "17:55", "13.25"),
        (8896776, "805681.89", 12835791, 1144234, "7.78", "16:53", "11.22"),
        (8717401, "731554.73", 14873762, 1147912, "7.59", "15:17", "12.96"),
    ], ("23.78", "49:58", "37.33")),
    ("PGVCL SoP 011, 4th quarter 2017-18, urban (sheet 11)", [
        (7947800, "436429.10", 14163265, 2050814, "3.88", "5:06", "6.91"),
        (5179292, "322213.58", 8032054, 2051227, "2.52", "3:46", "3.92"),
        (4501001, "168245.75", 9928406, 2051881, "2.19", "1:58", "4.84"),
    ], ("8.59", "10:50", "15.66")),
    ("PGVCL SoP 011, 4th quarter 2017-18, other (sheet 12)", [
        (224651, "13129.53", 300533, 137874, "1.63", "2:17", "2.18"),
        (203860, "15071.60", 303974, 137879, "1.48", "2:37", "2.20"),
        (236284, "10198.94", 294736, 137880, "1.71", "1:46", "2.14"),
    ], ("4.82", "6:41", "6.52")),
]


def digits(number):
    """Thirty digits of a fraction or decimal."""
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{number:.30e}"


def indices(interruptions, served, hours):
    interrupted = sum(Fraction(customers) for customers, _ in interruptions)
    lost = sum(Fraction(customers) * taken for customers, taken in interruptions)
    return {
        "saifi": digits(interrupted / served),
        "saidi": digits(lost / served),
        "caidi": digits(lost / interrupted),
        "asai": digits(1 - lost / (served * Fraction(hours))),
    }


def sample_system():
    system = dict(SAMPLE_SYSTEM)
    interruptions = [(customers, Fraction(minutes) / 60) for customers, minutes in system.pop("interruptions")]
    system["rows"] = [[customers, minutes] for customers, minutes in SAMPLE_SYSTEM["interruptions"]]
    system["computed"] = indices(interruptions, system["served"], system["hours"])
    return system


def month(name, days, entry):
    interruptions, lost, momentary, served, saifi, saidi, maifi = entry
    rows = [(interruptions, Fraction(lost) * 24 / interruptions)]
    return {
        "name": name,
        "served": served,
        "hours": 24 * days,
        "rows": [[interruptions, lost, momentary]],
        "computed": {**indices(rows, served, 24 * days), "maifi": digits(Fraction(momentary, served))},
        "published": {"saifi": saifi, "saidi_clock": saidi, "maifi": maifi},
    }


def returns():
    for name, months, (saifi, saidi, maifi) in RETURNS:
        for label, days, entry in zip(["January", "February", "March"], [31, 28, 31], months):
            yield month(f"{name}, {label} 2018", days, entry)
        served = months[-1][3]
        rows = [(entry[0], Fraction(entry[1]) * 24 / entry[0]) for entry in months]
        momentary = sum(entry[2] for entry in months)
        yield {
            "name": f"{name}, the quarter",
            "served": served,
            "hours": 24 * 90,
            "rows": [[entry[0], entry[1], entry[2]] for entry in months],
            "computed": {**indices(rows, served, 24 * 90), "maifi": digits(Fraction(momentary, served))},
            "published": {"saifi": saifi, "saidi_clock": saidi, "maifi": maifi},
        }


def demo():
    """The demo table whole: indices of the period and of each year, and the threshold of each year that has one."""
    served = 250_000
    with (HERE / "../../../seeds/outages.csv").open() as file:
        rows = list(csv.DictReader(file))
    events = [
        (date.fromisoformat(row["date"]), Fraction(row["affected_customers"]), Fraction(row["duration_hours"]))
        for row in rows
    ]
    sustained = [event for event in events if event[2] > Fraction(5, 60)]
    momentary = sum(customers for _, customers, hours in events if hours <= Fraction(5, 60))
    years = range(2019, 2025)
    length = lambda year: (date(year + 1, 1, 1) - date(year, 1, 1)).days
    daily = defaultdict(Fraction)
    for day, customers, hours in sustained:
        daily[day] += customers * hours / served
    logarithm = lambda saidi: (Decimal(saidi.numerator) / Decimal(saidi.denominator)).ln()
    thresholds = {}
    for year in years[1:]:
        logs = [logarithm(saidi) for day, saidi in daily.items() if year - 5 <= day.year < year and saidi > 0]
        alpha = sum(logs) / len(logs)
        beta = (sum((log - alpha) ** 2 for log in logs) / (len(logs) - 1)).sqrt()
        threshold = (alpha + Decimal("2.5") * beta).exp()
        above = [day for day, saidi in daily.items() if day.year == year and Decimal(saidi.numerator) / Decimal(saidi.denominator) > threshold]
        usual = [(c, h) for day, c, h in sustained if day.year == year and day not in above]
        thresholds[str(year)] = {
            "alpha": digits(alpha),
            "beta": digits(beta),
            "threshold_saidi": digits(threshold),
            "days": sorted(day.isoformat() for day in above),
            "without": indices(usual, served, 24 * length(year)),
        }
    return {
        "served": served,
        "events": len(events),
        "customers": str(sum(customers for _, customers, _ in events)),
        "whole": indices([(c, h) for _, c, h in sustained], served, 24 * sum(map(length, years))),
        "maifi": digits(momentary / served),
        "years": {
            str(year): indices([(c, h) for day, c, h in sustained if day.year == year], served, 24 * length(year))
            for year in years
        },
        "thresholds": thresholds,
    }


def main():
    found = {"sample_system": sample_system(), "returns": list(returns()), "demo": demo()}
    (HERE / "independent.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
