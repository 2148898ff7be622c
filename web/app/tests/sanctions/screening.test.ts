import type { ExplanationOut } from "sisuiq-client";
import { ApiError } from "sisuiq-client";
import { expect, test } from "vitest";

import { fieldErrors } from "@/lib/field-errors";
import { describeStrength, gradeOf } from "@/sanctions/screening/describe-score";
import { differencesOf } from "@/sanctions/screening/explanation";
import { agreementLabel, factLabel } from "@/sanctions/screening/labels";
import { EMPTY_DRAFT, errorOfList, questionOf } from "@/sanctions/screening/screening-draft";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

test("what is not filled in is not sent, above all no threshold", () => {
  expect(questionOf({ ...EMPTY_DRAFT, name: "  Alda Vossen " })).toEqual({ name: "Alda Vossen" });
  const identifiers = [{ key: "a", kind: "passport" as const, number: "  " }];
  expect(questionOf({ ...EMPTY_DRAFT, name: "Alda", birthDate: " ", countries: " , ", identifiers, threshold: " " })).toEqual({
    name: "Alda",
  });
});

test("facts are sent as the API has them", () => {
  const identifiers = [
    { key: "a", kind: "imo" as const, number: "" },
    { key: "b", kind: "wallet" as const, number: " 1Kuf2 " },
  ];
  const draft = { ...EMPTY_DRAFT, name: "Alda", kind: "person" as const, gender: "female" as const, countries: "NL, pa;DE", identifiers };
  expect(questionOf({ ...draft, birthDate: "1960-03", reference: "4711", sources: [ID], threshold: "0.85" })).toEqual({
    name: "Alda",
    kind: "person",
    gender: "female",
    countries: ["NL", "pa", "DE"],
    identifiers: [{ kind: "wallet", number: "1Kuf2" }],
    birth_date: "1960-03",
    reference: "4711",
    sources: [ID],
    threshold: 0.85,
  });
});

test("an error of one value is shown at its list", () => {
  const problem = { error: "invalid", detail: "invalid", errors: [{ field: "countries[1]", message: "Is not a code of two letters" }] };
  const error = new ApiError(new Response(null, { status: 422 }), problem);
  expect(errorOfList(fieldErrors(error), "countries")).toBe("Is not a code of two letters.");
  expect(errorOfList(fieldErrors(error), "identifiers")).toBeUndefined();
});

test.each([
  [0.5, "Possible"],
  [0.849, "Possible"],
  [0.85, "Strong"],
  [0.949, "Strong"],
  [0.95, "Very strong"],
  [1, "Very strong"],
])("a score of %d is called %s", (score, label) => {
  expect(gradeOf(score).label).toBe(label);
});

test("only the ends of the strength prove or exclude", () => {
  expect([-1, -0.99, 0, 0.99, 1].map(describeStrength)).toEqual([
    "excludes the match",
    "speaks against the match",
    "neutral",
    "supports the match",
    "proves the match",
  ]);
});

test("reasons of later releases are readable", () => {
  expect(agreementLabel("fuzzy")).toBe("a few letters differ");
  expect(agreementLabel("same_root")).toBe("Same root");
  expect(factLabel("birth_place")).toBe("Birth place");
});

test("differences beside the words are named", () => {
  const none = {
    legal_forms_differ: false,
    legal_forms_given: ["limited"],
    legal_forms_listed: ["limited"],
    numbers_given: [],
    numbers_listed: [],
  };
  const explanation = { ...none, weak_name: false, name_score: 1, matched: [], unmatched_given: [], unmatched_listed: [], evidence: [] };
  expect(differencesOf(explanation)).toEqual([]);
  const differing: ExplanationOut = { ...explanation, legal_forms_differ: true, numbers_listed: ["7"], weak_name: true };
  expect(differencesOf(differing)).toEqual([
    "Legal forms: given limited, listed limited",
    "Numbers only in the listed name: 7",
    "The list calls this name a weak one, which lowers the score.",
  ]);
});
