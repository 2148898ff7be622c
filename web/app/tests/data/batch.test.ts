import { expect, test } from "vitest";

import { exampleOf, readAccidents } from "@/data/batch/read-accidents";
import { decode, readCsv } from "@/data/batch/read-csv";

import { FIELDS } from "./fields";

const bytes = (...values: number[]) => new Uint8Array(values);

test("quotes, line ends and empty lines are read as RFC 4180 has them", () => {
  expect(readCsv('\uFEFFa,"b ""c""\nd"\r\n\r\n1,\r2,3')).toEqual([
    ["a", 'b "c"\nd'],
    ["1", ""],
    ["2", "3"],
  ]);
});

test.each([["a;b\n1;2"], ["a\tb\n1\t2"], ["a,b\n1,2"]])("the separator of %j is found", (text) => {
  expect(readCsv(text)).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("Korean files are read in their encoding", () => {
  expect(decode(new TextEncoder().encode("맑음"))).toEqual({ text: "맑음", encoding: "UTF-8" });
  // 맑음 in CP949
  expect(decode(bytes(0xb8, 0xbc, 0xc0, 0xbd))).toEqual({ text: "맑음", encoding: "CP949" });
  expect(decode(bytes(0xff, 0xfe, 0x11, 0xb9))).toEqual({ text: "\ub911", encoding: "UTF-16" });
});

test("bytes that are no text are refused, not guessed", () => {
  expect(decode(bytes(0x50, 0x4b, 0x03, 0x04, 0xff, 0xff, 0x00, 0x81))).toBeNull();
});

test("columns are found by Korean, English and technical names", () => {
  const table = readAccidents("기상상태,Road surface,ACCIDENT_HOUR,memo\n비,건조,7,x\n눈,,seven,\n", FIELDS);
  expect(table.found.map(({ key }) => key)).toEqual(["weather", "road_surface", "accident_hour"]);
  expect(table.missing.map(({ key }) => key)).toEqual([
    "road_type",
    "accident_year",
    "accident_month",
    "accident_type",
    "accident_day",
    "district",
  ]);
  expect(table.unknown).toEqual(["memo"]);
  expect(table.accidents).toEqual([
    { weather: "비", road_surface: "건조", accident_hour: 7 },
    { weather: "눈", accident_hour: "seven" },
  ]);
});

test("two columns of one field are reported", () => {
  expect(readAccidents("weather,기상상태\n비,눈\n", FIELDS).repeated.map(({ key }) => key)).toEqual(["weather"]);
});

test("the example has every required column", () => {
  const { missing, unknown, accidents } = readAccidents(exampleOf(FIELDS), FIELDS);
  expect([missing, unknown]).toEqual([[], []]);
  expect(accidents).toEqual([
    {
      weather: "눈",
      road_surface: "건조",
      road_type: "교차로 - 교차로안",
      accident_hour: 14,
      accident_year: 2021,
      accident_month: 12,
      accident_type: "차대사람",
      accident_day: 8,
      district: "대구광역시 남구 대명동",
    },
  ]);
});

test("an empty text has no columns and no accidents", () => {
  expect(readAccidents(" \n", FIELDS)).toMatchObject({ found: [], unknown: [], accidents: [] });
});
