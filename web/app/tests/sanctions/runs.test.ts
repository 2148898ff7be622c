import { expect, test } from "vitest";

import {
  describeEnd,
  explainRescreened,
  isFinished,
  isNewest,
  isRescreening,
  isShrunken,
  isShrunkenLaw,
  lossOf,
  previousOf,
  runDuration,
  unchanged,
} from "@/sanctions/run/describe-run";

import { sourceRun } from "../builders";

test("a run is followed until it ends", () => {
  const finished = (["queued", "fetching", "processing", "embedding", "done", "no_change", "failed"] as const).filter((status) =>
    isFinished({ status }),
  );
  expect(finished).toEqual(["done", "no_change", "failed"]);
});

test("the end of a run is said in words", () => {
  expect(describeEnd(sourceRun())).toBe("The run ended: 1,200 added, 3 changed, 1 removed.");
  expect(describeEnd(sourceRun({ counts: null }))).toBe("The run ended: the law had changed and was stored.");
  expect(describeEnd(sourceRun({ status: "no_change", counts: null }))).toBe("The run ended: nothing has changed.");
  expect(describeEnd(sourceRun({ status: "failed", counts: null }))).toBe("The run failed.");
  const error = { code: "body_empty", text: "The source sent an empty file." };
  expect(describeEnd(sourceRun({ status: "failed", error }))).toBe("The run failed. The source sent an empty file.");
});

test("the duration is that of the work", () => {
  expect(runDuration(sourceRun())).toBe("2 s");
  expect(runDuration(sourceRun({ finished_at: null }))).toBeNull();
  expect(runDuration(sourceRun({ started_at: null }))).toBeNull();
  expect(runDuration(sourceRun({ started_at: "2026-11-28T07:00:01Z" }))).toBe("0 ms");
});

test("records that are neither new nor changed are unchanged", () => {
  expect(unchanged({ records: 9_048, added: 1_200, changed: 3, removed: 1 })).toBe(7_845);
  expect(unchanged({ records: 0, added: 0, changed: 0, removed: 4 })).toBe(0);
});

test("the previous run follows in the list", () => {
  const runs = ["c", "b", "a"].map((id) => sourceRun({ id }));
  expect(previousOf(runs, "c")?.id).toBe("b");
  expect(previousOf(runs, "a")).toBeUndefined();
  expect(previousOf(runs, "of another page")).toBeUndefined();
});

test("the loss of a list is read from its error", () => {
  const text = "7 of 20 entries are gone, which is more than a fifth, so nothing of the list was used.";
  const run = sourceRun({ status: "failed", error: { code: "list_shrunken", text } });
  expect([run, sourceRun(), sourceRun({ error: { code: "body_empty", text } })].map(isShrunken)).toEqual([true, false, false]);
  const law = sourceRun({ status: "failed", error: { code: "law_shrunken", text: "5 of 20 provisions are gone." } });
  expect([isShrunken(law), isShrunkenLaw(law), isShrunkenLaw(run), lossOf(law.error)]).toEqual([true, true, false, null]);
  expect(lossOf(run.error)).toEqual({ gone: 7, known: 20 });
  expect(lossOf({ code: "list_shrunken", text: "Many entries are gone." })).toBeNull();
  expect(lossOf(null)).toBeNull();
});

test("the newest run is the first of the list", () => {
  const runs = ["b", "a"].map((id) => sourceRun({ id }));
  expect([isNewest(runs, "b"), isNewest(runs, "a"), isNewest([], "a")]).toEqual([true, false, false]);
});

test("the screening of earlier subjects is followed until all are screened", () => {
  const statuses = ["waiting", "processing", "settling", "done", "failed"] as const;
  const followed = statuses.filter((status) => isRescreening({ rescreened: { status } }));
  expect(followed).toEqual(["waiting", "processing"]);
  expect([isRescreening({ rescreened: null }), isRescreening({})]).toEqual([false, false]);
  expect(new Set(statuses.map((status) => explainRescreened({ status }))).size).toBe(statuses.length);
});
