import type { FieldsOut } from "sisuiq-client";

const category = (key: string, korean: string, values: string[], required = true) => ({
  key,
  korean,
  english: key.replace("_", " "),
  required,
  values,
});
const number = (key: string, korean: string, least: number, greatest: number) => ({
  key,
  korean,
  english: key.replace("_", " "),
  required: true,
  least,
  greatest,
});

/** Some fields of an accident. */
export const FIELDS: FieldsOut = {
  fields: [
    category("weather", "기상상태", ["눈", "맑음", "비"]),
    category("road_surface", "노면상태", ["건조", "젖음/습기"]),
    category("road_type", "도로형태", ["교차로 - 교차로안", "단일로 - 터널"]),
    number("accident_hour", "사고시", 0, 23),
    number("accident_year", "사고연", 1900, 2100),
    number("accident_month", "사고월", 1, 12),
    category("accident_type", "사고유형", ["차대사람", "차대차"]),
    number("accident_day", "사고일", 1, 31),
    category("time_period", "시간대", ["심야", "일반시간대"], false),
    category("district", "시군구", ["대구광역시 남구 대명동", "대구광역시 중구 동성로1가"]),
    category("day_of_week", "요일", ["월요일", "수요일"], false),
  ],
  districts: [
    { area: "대구광역시 남구", values: ["대구광역시 남구 대명동"] },
    { area: "대구광역시 중구", values: ["대구광역시 중구 동성로1가"] },
  ],
  model: {
    version: "demo-1",
    demo: true,
    source: "invented accidents",
    first_year: 2019,
    last_year: 2021,
    quality: "This is a demo model.",
    classes: [],
  },
};
