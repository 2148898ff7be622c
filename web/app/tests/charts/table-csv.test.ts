import { expect, test } from "vitest";

import { csvOf } from "@/charts/table-csv";

test("texts that a spreadsheet would run get an apostrophe, numbers do not", () => {
  expect(
    csvOf({
      columns: ["=A1", "n"],
      rows: [
        ["@x", -1],
        [" +1", null],
      ],
    }),
  ).toBe("\uFEFF'=A1,n\r\n'@x,-1\r\n' +1,\r\n");
});

test("separators, quotes and line ends are quoted", () => {
  expect(csvOf({ columns: ["a,b"], rows: [['say "yes"'], ["one\ntwo"], ["맑음"]] })).toBe(
    '\uFEFF"a,b"\r\n"say ""yes"""\r\n"one\ntwo"\r\n맑음\r\n',
  );
});
