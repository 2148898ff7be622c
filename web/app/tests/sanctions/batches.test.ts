import { describe, expect, it } from "vitest";

import { MOST_BYTES, refusalOf } from "@/sanctions/batch/batch-file";
import { isUnfinished } from "@/sanctions/batch/batch-labels";
import { nextAfter, withoutHeadings } from "@/sanctions/batch/result-parts";

describe("a file to screen", () => {
  it.each([
    { name: "customers.xlsx", size: 10 },
    { name: ".csv", size: 10 },
    { name: "customers.csv", size: 0 },
    { name: "customers.csv", size: MOST_BYTES + 1 },
  ])("is refused with a reason: $name of $size bytes", (file) => {
    expect(refusalOf(file)).not.toBeNull();
  });

  it("may have exactly the largest size", () => {
    expect(refusalOf({ name: "Customers.CSV", size: MOST_BYTES })).toBeNull();
  });
});

describe("the parts of results", () => {
  it("end without a link", () => {
    expect(nextAfter(null)).toBeNull();
    expect(nextAfter('</api/v1/knowledge/screen/batch/1/results>; rel="next"')).toBeNull();
  });

  it("go on after the row of the link", () => {
    expect(nextAfter('</api/v1/knowledge/screen/batch/1/results?only=hits&after=4711>; rel="next"')).toBe(4711);
  });

  it("lose their headings, and nothing else", () => {
    expect(withoutHeadings('row,name\r\n1,"a\nb"\r\n')).toBe('1,"a\nb"\r\n');
    expect(withoutHeadings("row,name")).toBe("");
  });
});

describe("the list of files", () => {
  it("is fetched again until each of them has ended", () => {
    const unfinished = (["uploading", "processing", "done", "failed"] as const).filter((status) => isUnfinished({ status }));
    expect(unfinished).toEqual(["uploading", "processing"]);
  });
});
