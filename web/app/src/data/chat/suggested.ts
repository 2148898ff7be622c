import type { DatasetDetailsOut } from "sisuiq-client";

import { type ColumnProfile, isNumeric } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

/** A name with a word for a coordinate in it, in Korean or English, or of the grid of Korean maps. */
const COORDINATE = /^[xy]$|위도|경도|좌표|(?<![a-z])(lat|latitudes?|lng|lon|long|longitudes?|utm_?k)(?![a-z])/i;
/** More values make a table that says little. */
const MOST_GROUPS = 50;

/** First questions about a dataset, which its columns can answer. */
export function suggestedQuestions({ profile, rows }: Pick<DatasetDetailsOut, "profile" | "rows">): string[] {
  return questionsAbout((profile?.columns ?? []) as unknown as ColumnProfile[], rows);
}

/** First questions about a table with these columns. */
export function questionsAbout(columns: Pick<ColumnProfile, "name" | "kind" | "distinct">[], rows: number | null | undefined): string[] {
  const group = columns.find(({ kind, distinct }) => kind === "text" && distinct > 1 && distinct <= MOST_GROUPS)?.name;
  // the mean of places is no figure that anybody asks for
  const numbers = columns.filter((column) => isNumeric(column) && column.distinct > 1 && !COORDINATE.test(column.name));
  // what differs in each row is more likely a place than a measure, and a name if it is whole
  const repeated = numbers.findLast(({ distinct }) => distinct < (rows ?? 0));
  const number = (repeated ?? numbers.findLast(({ kind }) => kind === "number"))?.name;
  const hasTime = columns.some(({ kind }) => kind === "date" || kind === "timestamp");
  const questions = [
    m.datachat_suggest_rows(),
    group !== undefined && m.datachat_suggest_counts({ group }),
    number !== undefined && m.datachat_suggest_mean({ number }),
    group !== undefined && number !== undefined && m.datachat_suggest_means({ group, number }),
    hasTime && m.datachat_suggest_months(),
  ];
  return questions.filter((question) => question !== false).slice(0, 4);
}
