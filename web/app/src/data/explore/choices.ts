import * as m from "@/paraglide/messages";

import { MOST_LISTED } from "./others-limit";
import type { OtherDataset } from "./source";

/** Columns or other names as choices. */
export function choicesOf(names: string[], first?: string): { value: string; label: string }[] {
  const own = names.map((name) => ({ value: name, label: name }));
  return first === undefined ? own : [{ value: "", label: first }, ...own];
}

/** Other datasets as choices, after the choice of none. */
export function otherChoices(others: OtherDataset[] = []): { value: string; label: string }[] {
  // this dataset itself is not among them
  const first = others.length >= MOST_LISTED - 1 ? m.charts_other_newest({ most: MOST_LISTED }) : m.charts_other_choose();
  return [{ value: "", label: first }, ...others.map(({ id, name }) => ({ value: id, label: name }))];
}
