import { expect, test } from "vitest";

import { describeProvision } from "@/answers/describe-provision";

test("a provision is named with its act and its days", () => {
  const provision = { reference: "Article 5(1)(a)", path: "Article 5 > 1 > (a)", act: "Regulation (EU) No 833/2014", language: "en" };
  expect(describeProvision({ ...provision, valid_from: "2014-07-31", valid_to: "2015-01-01" })).toBe(
    "Article 5(1)(a) · Regulation (EU) No 833/2014 · applies from 31 Jul 2014 · ended 1 Jan 2015",
  );
});

test("what is not known of a provision is left out", () => {
  expect(describeProvision({ reference: "", path: "", act: null, language: null, valid_from: null, valid_to: null })).toBe("");
});
