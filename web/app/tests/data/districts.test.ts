import { expect, test } from "vitest";

import { districtsMatching } from "@/data/predict/districts-matching";

import { FIELDS } from "./fields";

test("a district is found by parts of its name in any order", () => {
  const found = (typed: string) => districtsMatching(FIELDS.districts, typed).options.map(({ label }) => label);
  expect([found(""), found("동성"), found("중구 대구"), found("수성")]).toEqual([
    ["대명동", "동성로1가"],
    ["동성로1가"],
    ["동성로1가"],
    [],
  ]);
});

test("only the first 50 are listed", () => {
  const values = Array.from({ length: 60 }, (_, at) => `A ${at}`);
  const { options, isPartial } = districtsMatching([{ area: "A", values }], "");
  expect([options.length, isPartial]).toEqual([50, true]);
});
