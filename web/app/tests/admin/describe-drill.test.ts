import type { DrillOut } from "sisuiq-client";
import { expect, test } from "vitest";

import { describeDrill, drillFacts, drillStatus } from "@/admin/overview/describe-drill";
import { dateTime } from "@/lib/format";

const PASSED: DrillOut = {
  id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11",
  status: "passed",
  started_at: "2026-11-20T03:00:00Z",
  finished_at: "2026-11-20T03:02:10Z",
  backup_id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12",
  tables: 38,
  rows: 120_533,
  points_expected: 5_120,
  points_found: 5_119,
  questions_asked: 5,
  questions_answered: 5,
  error: null,
};

test("a drill says when it ran and how long it took", () => {
  const started = dateTime(PASSED.started_at);
  expect(describeDrill(PASSED)).toBe(`Started ${started} and took 2 min 10 s.`);
  expect(describeDrill({ ...PASSED, status: "running", finished_at: null })).toBe(`Running since ${started}.`);
});

test("facts are shown as far as the drill got", () => {
  expect(drillFacts(PASSED).map(({ value }) => value)).toEqual(["38", "120,533", "5,119 of 5,120", "5 of 5"]);
  const early = { ...PASSED, status: "failed", points_expected: 0, points_found: 0, questions_asked: 0, questions_answered: 0 };
  expect(drillFacts(early).map(({ value }) => value)).toEqual(["38", "120,533", "None to compare", "None to compare"]);
  expect(drillFacts({ ...PASSED, status: "skipped" })).toEqual([]);
});

test("each state has a label", () => {
  const labels = ["running", "passed", "failed", "skipped", "paused"].map((status) => drillStatus({ ...PASSED, status }).label);
  expect(labels).toEqual(["Running", "Passed", "Failed", "Skipped", "Paused"]);
});
