"""Scores of names by nomenklatura, rigour and RapidFuzz, for the measure `names`.

    names.py SYSTEM NAMES.json    # prints the scores and times of one system as JSON

NAMES.json is what the example `measure_names` of shared/screening writes. These libraries have no index of names, so a search compares with each
listed name. Times are those of the processor; names are parsed before, as each library does once for a list.
"""
import json
import sys
import time
from types import SimpleNamespace

# Systems and the thresholds that they document. Those without one are only compared where they find 99 % of the clean names.
SYSTEMS = {
    "logic-v2": ("nomenklatura logic-v2", 0.7),
    "rigour": ("rigour compare_parts", None),
    "token-set": ("RapidFuzz token_set_ratio", None),
    "wratio": ("RapidFuzz WRatio", None),
}
# Pairs of names whose comparison is timed; searches that are, at most and at least, and the seconds after which no other one begins.
PAIRS, MOST, LEAST, SECONDS = 5_000, 500, 5, 60
SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "unknown": "LegalEntity",
}


class NoIcu:
    """Stands in for PyICU, which has no wheels. normality wants it when it is imported; comparing names never calls it, or this raises."""

    createInstance = createFromRules = staticmethod(lambda *_: NoIcu())

    def transliterate(self, text):
        raise RuntimeError(f"{text!r} needs ICU")


class LogicV2:
    """Entities with all their names, as nomenklatura compares them."""

    def __init__(self):
        sys.modules["icu"] = SimpleNamespace(Transliterator=NoIcu)
        from followthemoney import model
        from nomenklatura.matching import LogicV2 as algorithm

        self.model, self.algorithm, self.config = model, algorithm, algorithm.default_config()
        self.made = 0

    def entity(self, kind, names, weak=()):
        entity = self.model.make_entity(SCHEMATA[kind])
        # the caches of nomenklatura know entities by their ids
        self.made += 1
        entity.id = f"n{self.made}"
        entity.add("name", names)
        entity.add("weakAlias", weak)
        return entity

    def listed(self, entry):
        weak = [name["text"] for name in entry["names"] if name["quality"] == "weak"]
        names = [name["text"] for name in entry["names"] if name["quality"] != "weak"]
        # an entry needs a name
        return [self.entity(entry["kind"], names or weak, weak if names else ())]

    def asked(self, name):
        return self.entity("person", [name])

    def score(self, asked, listed):
        return self.algorithm.compare(asked, listed, self.config).score


class Rigour:
    """The share of the letters of both names that `compare_parts` pairs, by the scores of the pairs."""

    def __init__(self):
        sys.modules["icu"] = SimpleNamespace(Transliterator=NoIcu)
        from rigour import names

        self.names, self.config = names, names.CompareConfig()
        tags = names.NameTypeTag
        self.tags = {"person": tags.PER, "organisation": tags.ORG, "vessel": tags.OBJ, "aircraft": tags.OBJ}

    def parsed(self, kind, text):
        found = self.names.analyze_names(self.tags.get(kind, self.names.NameTypeTag.ENT), [text])
        # a name that is normalised away matches nothing
        return next(iter(found)).parts if found else []

    def listed(self, entry):
        return [self.parsed(entry["kind"], name["text"]) for name in entry["names"]]

    def asked(self, name):
        return self.parsed("person", name)

    def score(self, asked, listed):
        ours, theirs = self.names.align_person_name_order(asked, listed)
        total = shared = 0.0
        for alignment in self.names.compare_parts(ours, theirs, config=self.config):
            letters = sum(len(part.comparable) for part in (*alignment.qps, *alignment.rps))
            total += letters
            shared += letters * alignment.score
        return shared / total if total else 0.0


class RapidFuzz:
    """A ratio of RapidFuzz after its default processing, from 0 to 1."""

    def __init__(self, ratio):
        from rapidfuzz import fuzz, utils

        self.ratio, self.process = getattr(fuzz, ratio), utils.default_process

    def listed(self, entry):
        return [self.process(name["text"]) for name in entry["names"]]

    def asked(self, name):
        return self.process(name)

    def score(self, asked, listed):
        return self.ratio(asked, listed) / 100


def made(system):
    if system == "logic-v2":
        return LogicV2()
    if system == "rigour":
        return Rigour()
    return RapidFuzz({"token-set": "token_set_ratio", "wratio": "WRatio"}[system])


def best(system, asked, entries):
    """The best score of a searched name with these entries."""
    score = system.score
    return max((score(asked, name) for names in entries for name in names), default=0.0)


def positives(system, rows, entries):
    """For each name, the best score of its own entries. A name without known entries may be found at any."""
    found = []
    for row in rows:
        own = [entries[place] for place in row["expected"]] or entries
        found.append(best(system, system.asked(row["name"]), own))
    return found


def pairs(system, names, entries):
    """Times of single comparisons in microseconds."""
    listed = [name for entry in entries for name in entry]
    asked = [system.asked(name) for name in names]
    for one in asked:
        # parses the name where that is done at the first comparison
        system.score(one, listed[0])
    times = []
    for place in range(PAIRS):
        one, other = asked[place % len(asked)], listed[place * 7 % len(listed)]
        began = time.thread_time_ns()
        system.score(one, other)
        times.append((time.thread_time_ns() - began) / 1e3)
    return times


def searches(system, names, entries):
    """Times of searches in microseconds, of as many names as the seconds suffice for."""
    times = []
    for name in names[:MOST]:
        if len(times) >= LEAST and sum(times) > SECONDS * 1e6:
            break
        began = time.thread_time_ns()
        best(system, system.asked(name), entries)
        times.append((time.thread_time_ns() - began) / 1e3)
    return times


def measured(key, names):
    title, threshold = SYSTEMS[key]
    system = made(key)
    entries = [system.listed(entry) for entry in names["entities"]]
    found = {"name": title, "threshold": threshold}
    for kind in ("clean", "altered"):
        found[kind] = positives(system, names[kind], entries)
    found["others"] = [best(system, system.asked(name), entries) for name in names["others"]]
    found["pairs_us"] = pairs(system, names["others"], entries)
    large = [system.listed(entry) for entry in names["large"]]
    found["searches_us"] = searches(system, names["searched"], large)
    return found


if __name__ == "__main__":
    key, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        json.dump(measured(key, json.load(file)), sys.stdout)
