import type { AlertOut } from "sisuiq-client";
import { ApiError } from "sisuiq-client";
import { expect, test } from "vitest";

import { rowsOf } from "@/sanctions/alert/comparison";
import { decisionOf, expiryDays } from "@/sanctions/alert/decision-draft";
import { hasChanged } from "@/sanctions/alert/requests";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

const ENTITY: AlertOut["entity"] = {
  id: ID,
  source_id: ID,
  source_name: "UN consolidated list",
  key: "20264",
  kind: "person",
  listed_name: "VOSSEN, Alda Pia",
  primary_name: "VOSSEN, Alda Pia",
  list_version: ID,
  list_day: "2026-11-25",
  version: 2,
};

const ALERT: AlertOut = {
  id: ID,
  status: "open",
  opening: "new",
  opened_at: "2026-11-28T10:00:00Z",
  screened_at: "2026-11-28T10:00:00Z",
  threshold: 0.7,
  score: 0.93,
  subject_key: "5b0f",
  entity: ENTITY,
};

test("an incomplete decision is not sent", () => {
  const draft = { outcome: "not_match" as const, reason: "Another date of birth.", expiresOn: "2027-11-30" };
  expect(decisionOf({ ...draft, outcome: "" })).toBeNull();
  expect(decisionOf({ ...draft, reason: "   too short   " })).toBeNull();
  expect(decisionOf({ ...draft, expiresOn: "" })).toBeNull();
  expect(decisionOf(draft)).toEqual({ outcome: "not_match", reason: "Another date of birth.", expires_on: "2027-11-30" });
});

test("a match has no last day", () => {
  const draft = { outcome: "match" as const, reason: "The same passport.", expiresOn: "2027-11-30" };
  expect(decisionOf(draft)).toEqual({ outcome: "match", reason: "The same passport." });
});

test("a decision ends between tomorrow and two years ahead", () => {
  expect(expiryDays("2026-12-31")).toEqual({ first: "2027-01-01", usual: "2027-12-31", last: "2028-12-31" });
});

test("only a conflict says that the alert has changed", () => {
  expect(hasChanged(new ApiError(new Response(null, { status: 409 }), null))).toBe(true);
  expect(hasChanged(new ApiError(new Response(null, { status: 422 }), null))).toBe(false);
  expect(hasChanged(new TypeError("no connection"))).toBe(false);
});

test("an alert whose details cannot be read still shows the entry", () => {
  expect(rowsOf(ALERT).map(({ title, given, listed }) => [title, given, listed])).toEqual([
    ["Names", [], ["VOSSEN, Alda Pia"]],
    ["Kind", [], ["Person"]],
  ]);
});

test("facts of both sides stand side by side, with what they say", () => {
  const subject = {
    name: "Alda Vossen",
    countries: ["NL"],
    identifiers: [{ kind: "passport" as const, number: "X1" }],
    birth_date: "1960-03",
  };
  const evidence = [{ fact: "birth_date", strength: 0.4, given: "1960-03", listed: "12 Mar 1960" }];
  const explanation = { evidence } as unknown as NonNullable<AlertOut["explanation"]>;
  const rows = rowsOf({ ...ALERT, subject, explanation });
  expect(rows.find(({ title }) => title === "Date of birth")).toEqual({
    title: "Date of birth",
    given: ["1960-03"],
    listed: [],
    verdicts: ["supports the match"],
  });
  expect(rows.find(({ title }) => title === "Identifiers")?.given).toEqual(["Passport X1"]);
});
