import type { AccidentIn, FieldsOut } from "sisuiq-client";

import { valuesOf } from "./fields";

/** The circumstances of an accident as they are written in a form and its address. */
export interface AccidentForm {
  district: string;
  weather: string;
  road_surface: string;
  road_type: string;
  accident_type: string;
  /** `2021-12-08`; empty while it is being typed. */
  date: string;
  accident_hour: string;
  /** Empty: that of the date. */
  day_of_week: string;
  /** Empty: that of the hour. */
  time_period: string;
}

export const CATEGORIES = ["weather", "road_surface", "road_type", "accident_type"] as const;
/** The fields that follow from others if they are not given. */
export const DERIVED = ["day_of_week", "time_period"] as const;

/** The most usual circumstances, where a model knows them. */
const USUAL = { weather: "맑음", road_surface: "건조", road_type: "교차로 - 교차로안", accident_type: "차대차" };
const NOON = "12";

/** A form from the parameters of an address; what they lack or the model does not know is the usual value. */
export function readForm(parameters: URLSearchParams, fields: FieldsOut, today: string): AccidentForm {
  const category = (key: string, usual: string) => {
    const values = valuesOf(key, fields);
    const wanted = [parameters.get(key) ?? "", usual].find((value) => values.includes(value));
    return wanted ?? values[0] ?? "";
  };
  const optional = (key: string) => (valuesOf(key, fields).includes(parameters.get(key) ?? "") ? (parameters.get(key) ?? "") : "");
  const date = parameters.get("date");
  const hour = parameters.get("accident_hour") ?? "";
  return {
    district: category("district", ""),
    weather: category("weather", USUAL.weather),
    road_surface: category("road_surface", USUAL.road_surface),
    road_type: category("road_type", USUAL.road_type),
    accident_type: category("accident_type", USUAL.accident_type),
    date: date !== null && (date === "" || isDay(date)) ? date : today,
    accident_hour: /^([01]?\d|2[0-3])$/.test(hour) ? String(Number(hour)) : NOON,
    day_of_week: optional("day_of_week"),
    time_period: optional("time_period"),
  };
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

/** The accident of a form; null if it has no date. */
export function accidentOf(form: AccidentForm): AccidentIn | null {
  if (!isDay(form.date)) {
    return null;
  }
  const [year = 0, month = 0, day = 0] = form.date.split("-").map(Number);
  return {
    district: form.district,
    weather: form.weather,
    road_surface: form.road_surface,
    road_type: form.road_type,
    accident_type: form.accident_type,
    accident_year: year,
    accident_month: month,
    accident_day: day,
    accident_hour: Number(form.accident_hour),
    ...(form.day_of_week === "" ? {} : { day_of_week: form.day_of_week }),
    ...(form.time_period === "" ? {} : { time_period: form.time_period }),
  };
}

/** The address of the form with an accident, as it was stored. */
export function addressOfAccident(accident: Record<string, unknown>): string {
  const number = (key: string) => String(accident[key] ?? "").padStart(2, "0");
  const parameters = new URLSearchParams({ date: `${accident.accident_year}-${number("accident_month")}-${number("accident_day")}` });
  for (const key of ["district", ...CATEGORIES, "accident_hour", ...DERIVED]) {
    if (accident[key] !== undefined && accident[key] !== null) {
      parameters.set(key, String(accident[key]));
    }
  }
  return `/data/predict/?${parameters}`;
}
