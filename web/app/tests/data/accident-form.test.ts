import { expect, test } from "vitest";

import { accidentOf, addressOfAccident, isDay, readForm } from "@/data/accident-form";
import { changesOf, choicesOf, readChange } from "@/data/change";

import { FIELDS } from "./fields";

const TODAY = "2026-11-28";
const read = (query: string) => readForm(new URLSearchParams(query), FIELDS, TODAY);

test("an empty address is the most usual accident of today", () => {
  expect(read("")).toEqual({
    district: "대구광역시 남구 대명동",
    weather: "맑음",
    road_surface: "건조",
    road_type: "교차로 - 교차로안",
    accident_type: "차대차",
    date: TODAY,
    accident_hour: "12",
    day_of_week: "",
    time_period: "",
  });
});

test.each(["weather=우박", "date=2021-02-30", "date=yesterday", "accident_hour=24", "accident_hour=-1", "day_of_week=Monday"])(
  "%s is not taken from the address",
  (query) => {
    expect(read(query)).toEqual(read(""));
  },
);

test("a model without the usual values gets its first ones", () => {
  const fields = FIELDS.fields.map((field) => (field.key === "weather" ? { ...field, values: ["눈"] } : field));
  expect(readForm(new URLSearchParams(), { ...FIELDS, fields }, TODAY).weather).toBe("눈");
});

test("days are checked against the calendar", () => {
  expect(["2024-02-29", "2023-02-29", "2021-13-01", "2021-1-1", ""].map(isDay)).toEqual([true, false, false, false, false]);
});

test("a form without a date is no accident", () => {
  expect(accidentOf(read("date="))).toBeNull();
});

test("fields that follow from others are not sent unless they are given", () => {
  expect(accidentOf(read("date=2021-12-08&accident_hour=07"))).toMatchObject({
    accident_year: 2021,
    accident_month: 12,
    accident_day: 8,
    accident_hour: 7,
  });
  expect(accidentOf(read(""))).not.toHaveProperty("day_of_week");
  expect(accidentOf(read("day_of_week=수요일"))).toMatchObject({ day_of_week: "수요일" });
});

test("the address of a stored accident leads back to it", () => {
  const accident = accidentOf(read("weather=비&date=2021-03-05&accident_hour=0&time_period=심야"));
  const address = new URL(addressOfAccident(accident as unknown as Record<string, unknown>), "https://example.com");
  expect(address.pathname).toBe("/data/predict/");
  expect(accidentOf(readForm(address.searchParams, FIELDS, TODAY))).toEqual(accident);
});

test("a change to the same value is none", () => {
  const form = read("");
  expect(choicesOf("weather", FIELDS, form)).toEqual(["눈", "비"]);
  expect(choicesOf("accident_hour", FIELDS, form)).toHaveLength(23);
  const change = (query: string) => readChange(new URLSearchParams(query), FIELDS, form);
  expect(change("change=weather&to=비")).toEqual({ field: "weather", to: "비" });
  expect([change("change=weather&to=맑음"), change("change=date&to=2021-01-01"), change("")]).toEqual([null, null, null]);
});

test("hours are sent as numbers", () => {
  expect([changesOf({ field: "accident_hour", to: "8" }), changesOf({ field: "weather", to: "비" }), changesOf(null)]).toEqual([
    { accident_hour: 8 },
    { weather: "비" },
    {},
  ]);
});
