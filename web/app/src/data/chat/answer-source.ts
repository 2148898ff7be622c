import { rowsAddress } from "@/data/datasets/rows-address";

/** Where the parts of answers come from: the routes and pages of an account, or those of a shared link. */
export interface AnswerSource {
  /** The path that draws a chart of a type, without its query; null if there are no charts. */
  chartPath: ((type: string) => string) | null;
  /** The page that shows the rows of a `rows_url`; null if there is none. */
  rowsAddress: (rowsUrl: string) => string | null;
}

/** The routes and pages of a dataset that the account may see. */
export function sourceOf(dataset: string | null): AnswerSource {
  const path = dataset === null ? null : `/api/datasets/${encodeURIComponent(dataset)}/charts/`;
  return { chartPath: path === null ? null : (type) => path + encodeURIComponent(type), rowsAddress };
}
