import type { DistrictRatesOut, MapOut } from "sisuiq-client";
import { expect, test } from "vitest";

import type { Heading } from "@/data/datasets/dataset";
import { addressOf, changedChoice, chartQuery, columnsFor, lackOf, readChoice, withOtherColumn } from "@/data/explore/chart-choice";
import { coordinatesOf, timeUnitsOf } from "@/data/explore/columns";
import { isTooLong } from "@/data/explore/filter-limits";
import { mapQuery, readMapChoice } from "@/data/explore/map-choice";
import { pointsOf, tableOf, valuedAreas } from "@/data/explore/map-data";

const OTHER = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";
const COLUMNS: Heading[] = [
  { name: "사고유형", kind: "text" },
  { name: "사고일", kind: "date" },
  { name: "발생년", kind: "integer" },
  { name: "ECLO", kind: "number" },
  { name: "위도", kind: "number" },
  { name: "경도", kind: "number" },
];
const TEXTS: Heading[] = [{ name: "name", kind: "text" }];

const choiceOf = (query: string, columns = COLUMNS) => readChoice(new URLSearchParams(query), columns);
const mapOf = (query: string, columns = COLUMNS) => readMapChoice(new URLSearchParams(query), columns);
const queryOf = (query: string, columns = COLUMNS) => mapQuery(mapOf(query, columns), columns, null);

test("a choice that the dataset does not have is the first possible one", () => {
  expect(choiceOf("type=pie&column=x")).toMatchObject({ type: "bar", column: "사고유형", bars: "20" });
  expect(choiceOf("type=histogram&column=사고유형&bins=37")).toMatchObject({ column: "발생년", bins: "" });
  expect(choiceOf("type=scatter&x=ECLO")).toMatchObject({ column: "", x: "ECLO", y: "발생년" });
  expect(choiceOf("type=scatter&x=ECLO&y=위도")).toMatchObject({ x: "ECLO", y: "위도" });
  expect(choiceOf("type=time&column=발생년&unit=hour")).toMatchObject({ column: "발생년", unit: "year" });
  expect(choiceOf("type=compare&other=nobody")).toMatchObject({ other: "" });
});

test("an address keeps the whole choice", () => {
  for (const query of ["type=time&column=사고일&unit=weekday&value=ECLO", "type=kde&column=ECLO&bins=50", "type=scatter&x=위도&y=경도"]) {
    const choice = choiceOf(query);
    const written = Object.entries(addressOf(choice)).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
    expect(choiceOf(new URLSearchParams(written).toString())).toEqual(choice);
  }
});

test("a change leaves out what the type does not have", () => {
  const changed = (query: string, changes: Parameters<typeof changedChoice>[2]) =>
    addressOf(changedChoice(new URLSearchParams(query), COLUMNS, changes));
  expect(changed("type=bar&column=사고유형&bins=5", { type: "boxplot" })).toMatchObject({ column: "발생년", bars: null, bins: null });
  expect(changed("type=time&column=사고일&unit=weekday", { value: "ECLO" })).toMatchObject({ unit: "weekday", value: "ECLO" });
  expect(changed("type=time&column=사고일&value=ECLO", { value: "" })).toMatchObject({ column: "사고일", value: null });
});

test("a type names the columns that it lacks", () => {
  expect([lackOf("bar", TEXTS), lackOf("histogram", TEXTS), lackOf("scatter", TEXTS), lackOf("time", TEXTS)]).toEqual([
    null,
    "number",
    "two_numbers",
    "time",
  ]);
  expect(lackOf("scatter", [{ name: "n", kind: "number" }])).toBe("two_numbers");
  expect(columnsFor("time", COLUMNS).map(({ name }) => name)).toEqual(["사고일", "발생년"]);
});

test("a request has only the parameters of its type", () => {
  const filter = '{"column":"ECLO","operator":">","value":3}';
  expect(chartQuery(choiceOf("bins=10&unit=year"), filter)).toEqual({ column: "사고유형", top_n: 20, filter });
  expect(chartQuery(choiceOf("type=time&column=사고일&unit=month&value=ECLO"), null)).toEqual({
    column: "사고일",
    unit: "month",
    value: "ECLO",
  });
  expect(chartQuery(choiceOf("type=boxplot&column=ECLO&bins=10"), null)).toEqual({ column: "ECLO" });
});

test("a comparison waits for the columns of the other dataset", () => {
  const choice = choiceOf(`type=compare&column=ECLO&other=${OTHER}`);
  expect(chartQuery(choice, null)).toBeNull();
  expect(withOtherColumn(choice, COLUMNS).otherColumn).toBe("ECLO");
  expect(withOtherColumn(choice, [{ name: "n", kind: "integer" }]).otherColumn).toBe("n");
  expect(chartQuery(withOtherColumn(choice, TEXTS), null)).toBeNull();
  expect(chartQuery(withOtherColumn(choice, COLUMNS), null)).toEqual({ column: "ECLO", with: OTHER, with_column: "ECLO" });
});

test("columns have the units of time that the API reads", () => {
  expect(timeUnitsOf({ name: "d", kind: "date" })).toEqual(["year", "month", "weekday"]);
  expect(timeUnitsOf({ name: "발생월", kind: "integer" })).toEqual(["month"]);
  expect(timeUnitsOf({ name: "hours", kind: "integer" })).toEqual([]);
  expect(timeUnitsOf({ name: "발생일시", kind: "text" })).toHaveLength(4);
  expect(timeUnitsOf({ name: "주소", kind: "text" })).toEqual([]);
});

test("coordinates are found as the API finds them", () => {
  const numbers = (...names: string[]) => names.map((name): Heading => ({ name, kind: "number" }));
  expect(coordinatesOf(numbers("plate", "Lat", "LNG"))).toEqual({ latitude: "Lat", longitude: "LNG" });
  expect(coordinatesOf(numbers("발생위치X_UTMK", "시작위도", "시작경도"))).toEqual({ latitude: "시작위도", longitude: "시작경도" });
  expect(coordinatesOf(numbers("x", "y"))).toEqual({ latitude: "y", longitude: "x" });
  expect(coordinatesOf([{ name: "lat", kind: "text" }, ...numbers("lon")])).toBeNull();
});

test("a filter is measured in bytes", () => {
  expect([isTooLong(null), isTooLong("a".repeat(2_000)), isTooLong("가".repeat(667))]).toEqual([false, false, true]);
});

test("a map has at most five datasets, none of them twice", () => {
  const ids = Array.from({ length: 6 }, (_, at) => OTHER.replace(/1$/, String(at)));
  const { layers } = mapOf(`with=${[ids[0], ...ids, "nobody"].join(",")}`);
  expect(layers).toEqual(ids.slice(0, 4));
});

test("a map asks for fewer columns of points the more layers it has", () => {
  expect(queryOf("time=사고일&unit=month")).toEqual({
    columns: ["사고일", "사고유형", "발생년", "ECLO"],
    time: "사고일",
    time_unit: "month",
  });
  const four = Array.from({ length: 4 }, (_, at) => OTHER.replace(/1$/, String(at))).join(",");
  expect(queryOf(`with=${four}`)?.columns).toEqual(["사고유형"]);
  expect(queryOf("show=heat")?.heat_cells).toBe(60);
  expect(queryOf(`show=near&near=${OTHER}&with=${four}&time=사고일`)).toEqual({
    columns: ["사고일", "사고유형", "발생년", "ECLO"],
    with: [OTHER],
  });
});

test("coordinates without their usual names are chosen", () => {
  const columns: Heading[] = [
    { name: "north", kind: "number" },
    { name: "east", kind: "number" },
  ];
  expect(queryOf("", columns)).toBeNull();
  expect(queryOf("lat=north&lon=north", columns)).toBeNull();
  expect(queryOf("lat=north&lon=east", columns)).toEqual({ latitude: "north", longitude: "east" });
});

test("times and distances that there are none of are the usual ones", () => {
  expect(mapOf("at=2020")).toMatchObject({ at: null, unit: "", kilometres: [0.5, 1, 2] });
  expect(mapOf("time=사고일&at=2020&km=1,7")).toMatchObject({ at: 2020, unit: "year", kilometres: [1] });
});

const MAP = {
  features: [
    { geometry: { type: "Point", coordinates: [128.6, 35.9] }, properties: { _row: 0, _layer: 0, _time: 3, 유형: "차대차", 야간: true } },
    { geometry: { type: "Point", coordinates: [128.7, 35.8] }, properties: { _row: 4, _layer: 1, _time: null, 유형: null } },
  ],
  layers: [{ name: "A" }, { name: "B" }],
} as unknown as MapOut;

test("points name their dataset, row and values", () => {
  expect(pointsOf(MAP)).toEqual([
    { position: [128.6, 35.9], layer: 0, time: 3, text: "A · row 1 · 유형: 차대차 · 야간: Yes" },
    { position: [128.7, 35.8], layer: 1, time: null, text: "B · row 5 · 유형: –" },
  ]);
});

test("the table of a map has the points of its time", () => {
  expect(tableOf(MAP, null).rows).toEqual([
    ["A", 1, 35.9, 128.6, "차대차", "Yes"],
    ["B", 5, 35.8, 128.7, null, null],
  ]);
  expect(tableOf(MAP, 3).rows).toHaveLength(1);
});

test("a district without rows has no value, though its smoothed rate is the mean", () => {
  const district = { code: 0, name: "동성로1가", rows: 0, smoothed_rate: 2.5, rate: null, rank: 9, cluster: "none" };
  const outlines = {
    features: [0, 1].map((code) => ({ geometry: { type: "Polygon", coordinates: [] }, properties: { code, name: "동성로1가" } })),
  };
  const districts = [district, { ...district, code: 1, rows: 12, rate: 3, rank: 1, cluster: "hot" }];
  const report = { districts, outlines } as unknown as DistrictRatesOut;
  expect(valuedAreas(report).map(({ value, text }) => [value, text])).toEqual([
    [null, "동성로1가 · no rows"],
    [2.5, "동성로1가 · smoothed rate 2.5 (place 1) · own rate 3 · 12 rows · hot spot"],
  ]);
});
