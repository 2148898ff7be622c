import { expect, test } from "vitest";

import type { Heading } from "@/data/datasets/dataset";
import { filterOf, operatorsFor, readConditions } from "@/data/datasets/filter";

const COLUMNS: Heading[] = [
  { name: "사고일시", kind: "timestamp" },
  { name: "사고유형", kind: "text" },
  { name: "ECLO", kind: "integer" },
  { name: "위도", kind: "number" },
  { name: "야간", kind: "boolean" },
];

test.each(["", "{}", "nonsense", '[{"column":1}]', '[{"column":"a","operator":"~","value":""}]'])("%j has no conditions", (text) => {
  expect(readConditions(text)).toEqual([]);
});

test("values are sent in the type of their column", () => {
  const conditions = [
    { column: "ECLO", operator: ">=", value: " 10 " },
    { column: "사고유형", operator: "contains", value: "10" },
    { column: "야간", operator: "==", value: "true" },
    { column: "위도", operator: "is_missing", value: "" },
  ] as const;
  expect(filterOf([...conditions], COLUMNS)).toEqual({
    all: [
      { column: "ECLO", operator: ">=", value: 10 },
      { column: "사고유형", operator: "contains", value: "10" },
      { column: "야간", operator: "==", value: true },
      { column: "위도", operator: "is_missing" },
    ],
  });
});

test("unfinished conditions are not sent", () => {
  const faulty = [
    { column: "ECLO", operator: ">=", value: "" },
    { column: "ECLO", operator: ">=", value: "ten" },
    { column: "unknown", operator: "==", value: "1" },
  ] as const;
  expect(filterOf([...faulty], COLUMNS)).toBeNull();
});

test("one condition needs no list", () => {
  expect(filterOf([{ column: "ECLO", operator: "<", value: "3" }], COLUMNS)).toEqual({ column: "ECLO", operator: "<", value: 3 });
});

test("only texts contain something", () => {
  expect(operatorsFor(COLUMNS[1])).toContain("contains");
  expect(operatorsFor(COLUMNS[2])).not.toContain("contains");
  expect(operatorsFor(COLUMNS[4])).toEqual(["==", "!=", "is_missing"]);
});
