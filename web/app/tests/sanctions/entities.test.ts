import { expect, test } from "vitest";

import { entitiesAddress, entityAddress } from "@/sanctions/address";
import { describeValue, fieldLabel } from "@/sanctions/changes/describe-values";
import { day } from "@/sanctions/day";
import { explainUnknown } from "@/sanctions/entities/coverage";
import { isTooShort } from "@/sanctions/entities/use-entities";
import { explainDifference, explainOwnership } from "@/sanctions/entity/describe-related";
import { describePeriod } from "@/sanctions/period";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

test("values that later releases write otherwise are shown as JSON", () => {
  expect(describeValue("names", "BAKER, Bo")).toBe("BAKER, Bo");
  expect(describeValue("programmes", { code: "SDGT" })).toBe('{"code":"SDGT"}');
  expect(describeValue("gender", "unknown")).toBe("unknown");
  expect(describeValue("kind", { name: "person" })).toBe('{"name":"person"}');
  expect(describeValue("names", null)).toBe("null");
  expect(fieldLabel("risk_score")).toBe("Risk score");
});

test("values differ in words if they differ", () => {
  const name = { text: "BAKER, Bo", kind: "primary", quality: "strong", original_script: false };
  expect(describeValue("names", name)).toBe("BAKER, Bo · primary name · strong");
  expect(describeValue("names", { ...name, quality: "weak", note: "born 1960" })).toBe("BAKER, Bo · primary name · weak · born 1960");
  const date = { first: "1960-03-12", last: "1960-03-12", precision: "day", circa: true, text: "12 Mar 1960" };
  expect(describeValue("birth_dates", date)).toBe("12 Mar 1960 · approximate");
  const passport = { kind: "passport", label: "", number: "NL778812", country: "Netherlands", expires: date };
  expect(describeValue("identifiers", passport)).toBe("Passport NL778812 · Netherlands · expires 12 Mar 1960 · approximate");
  expect(describeValue("addresses", { street: "12 Harbour Street", city: "Colon", country: "Panama", country_code: "PA" })).toBe(
    "12 Harbour Street, Colon, Panama · PA",
  );
  expect(describeValue("listed_on", "2014-03-17")).toBe("17 Mar 2014");
  expect(describeValue("kind", "vessel")).toBe("Vessel");
});

test("days are the same in every time zone", () => {
  expect(day("2026-11-20")).toBe("20 Nov 2026");
  expect(day("2026-13-01")).toBe("2026-13-01");
  expect(day("yesterday")).toBe("yesterday");
  expect(describePeriod({ valid_from: "2026-11-20", valid_to: null })).toBe("from 20 Nov 2026");
  expect(describePeriod({ valid_from: "2026-11-20", valid_to: "2026-11-25" })).toBe("from 20 Nov 2026, ended 25 Nov 2026");
});

test("a list that is not known says of which days it is", () => {
  const list = { name: "OFAC SDN list", covered_from: "2026-11-20", read_at: "2026-11-25T10:00:00Z" };
  expect(explainUnknown(list, "2026-11-19")).toBe("OFAC SDN list: known from 20 Nov 2026.");
  expect(explainUnknown(list, "2026-11-26")).toMatch(/^OFAC SDN list: last read on 25 Nov 2026/u);
  expect(explainUnknown({ ...list, covered_from: null, read_at: null }, "")).toBe("OFAC SDN list: never read.");
});

test("one character is not searched", () => {
  expect(["", "a", "李", "𠮷", "ab", "李小"].map(isTooShort)).toEqual([false, true, true, true, false, false]);
});

test("the day is a part of addresses", () => {
  expect(entityAddress(ID)).toBe(`/sanctions/entity/?id=${ID}`);
  expect(entityAddress(ID, "2026-11-20")).toBe(`/sanctions/entity/?id=${ID}&at=2026-11-20`);
  expect(entitiesAddress("A & B", ID)).toBe(`/sanctions/entities/?q=A+%26+B&list=${ID}`);
});

test("a link is no share", () => {
  const rule = { name: "ofac_fifty_percent" as const, text: "", citation: "" };
  expect(explainOwnership({ owned_percent: null, rule: { ...rule, met: null } })).toMatch(/^The list states no shares/);
  expect(explainOwnership({ owned_percent: null, rule: null })).toMatch(/^The list states no shares/);
  expect(explainOwnership({ owned_percent: 50, rule: { ...rule, met: null } })).toMatch(
    /^Listed owners hold 50% .* check the one in force\.$/,
  );
  expect(explainOwnership({ owned_percent: 50, rule: { ...rule, met: true } })).toBe(
    "Listed owners hold 50% according to the list. The rule applies.",
  );
  expect(explainOwnership({ owned_percent: 49.5, rule: { ...rule, met: false } })).toBe(
    "Listed owners hold 49.5% according to the list. The rule does not apply.",
  );
});

test("differences are said from the side of the entry", () => {
  expect(explainDifference("only_here")).toBe("Only this entry’s list has it.");
  expect(explainDifference("only_there")).toBe("Only the other list has it.");
  expect(explainDifference("programmes")).toBe("Both lists have it, under different programmes.");
});
