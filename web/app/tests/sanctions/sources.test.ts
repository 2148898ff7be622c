import { describe, expect, test } from "vitest";

import { describeFreshness, isFailing } from "@/sanctions/freshness";
import { hostsOf, STATE_CHOICES, selectSources } from "@/sanctions/sources/select-sources";

import { source } from "../builders";

const ALL = [
  source({ id: "1", name: "EU list", format: "eu_xml", files: [{ part: "main", url: "https://webgate.example/eu.xml" }] }),
  source({ id: "2", name: "Law", format: "law", state: "unread", read_at: null }),
  source({ id: "3", name: "OFAC SDN list", state: "late", failures: 3 }),
  source({ id: "4", name: "Old list", state: "disabled", enabled: false, failures: 2 }),
  source({ id: "5", name: "UN list", format: "un_xml", dataset: "UN-Sanctions", failures: 1 }),
];

const NONE = { q: "", state: "", format: "" };
const selected = (filters: Partial<typeof NONE>, page = 1, size = 25) => {
  const { data, count } = selectSources(ALL, { ...NONE, ...filters }, page, size);
  return [data.map(({ id }) => id).join(""), count];
};

describe("sources are selected", () => {
  test("all of them without a filter", () => {
    expect(selected({})).toEqual(["12345", 5]);
  });

  test.each([
    ["late", "3"],
    ["failing", "35"],
    ["fresh", "15"],
    ["unread", "2"],
    ["disabled", "4"],
    ["unknown", ""],
  ])("by the state %s", (state, ids) => {
    expect(selected({ state })).toEqual([ids, ids.length]);
  });

  test("by format", () => {
    expect(selected({ format: "law" })).toEqual(["2", 1]);
    expect(selected({ format: "law", state: "late" })).toEqual(["", 0]);
  });

  test.each([
    ["list ofac", "3"],
    ["un-sanctions", "5"],
    ["WEBGATE", "1"],
    ["nobody", ""],
  ])("by the words %j", (q, ids) => {
    expect(selected({ q })).toEqual([ids, ids.length]);
  });

  test("page by page, with the number of all", () => {
    expect(selected({}, 2, 2)).toEqual(["34", 5]);
    expect(selected({}, 4, 2)).toEqual(["", 5]);
  });
});

test("a disabled source does not fail", () => {
  expect(ALL.filter(isFailing).map(({ id }) => id)).toEqual(["3", "5"]);
  expect(Object.keys(STATE_CHOICES)[0]).toBe("late");
});

test("hosts are named once", () => {
  const files = ["https://b.example/1", "https://a.example/2", "https://b.example/3", "nonsense"].map((url) => ({
    part: "main" as const,
    url,
  }));
  expect(hostsOf([{ files }])).toEqual(["a.example", "b.example"]);
});

describe("freshness in words", () => {
  const words = (state: Parameters<typeof source>[0], hours: number | null | undefined, objective: number | undefined = 48) =>
    describeFreshness(source(state), { hours, objective });

  test("a source that was read says how long ago", () => {
    expect(words({}, 0)).toBe("Read less than an hour ago.");
    expect(words({}, 1)).toBe("Read 1 hour ago.");
    expect(words({}, 47)).toBe("Read 47 hours ago.");
  });

  test("a late source names the objective", () => {
    expect(words({ state: "late" }, 53)).toBe("Not read for 53 hours. The objective is 48 hours.");
    expect(words({ state: "late" }, 121)).toBe("Not read for 5 days. The objective is 48 hours.");
    expect(words({ state: "late", read_at: null }, null)).toBe("Never read, although it was added more than 48 hours ago.");
  });

  test("new and disabled sources are not late", () => {
    expect(words({ state: "unread" }, null)).toBe("Not read yet. It is late 48 hours after it was added.");
    expect(words({ state: "disabled" }, 500)).toBe("Not read while it is disabled.");
  });

  test("nothing is claimed before the objective is known", () => {
    const unknown = { hours: undefined, objective: undefined };
    expect(describeFreshness(source(), unknown)).toBe("Read within the objective.");
    expect(describeFreshness(source({ state: "late" }), unknown)).toBe("Not read within the objective.");
    expect(describeFreshness(source({ state: "unread" }), unknown)).toBe("Not read yet.");
  });
});
