import type { ColumnKind, ColumnProfileOut, DatasetDetailsOut, DatasetOut, HeadingOut, RowsOut } from "sisuiq-client";

/** A column with the type of its values. */
export type Heading = Pick<HeadingOut, "name" | "kind">;

/** Statistics of a column, whose members without a type in the description of the API have one here. */
export type ColumnProfile = Omit<ColumnProfileOut, "numbers" | "top"> & {
  numbers?: { min: number; max: number; mean: number } | null;
  top: { value: unknown; count: number }[];
};

export type Value = string | number | boolean | null;

export type RowsPage = Omit<RowsOut, "rows"> & { rows: Value[][] };

export const isNumeric = ({ kind }: { kind: ColumnKind }) => kind === "integer" || kind === "number";

/** Rows that are not used. */
export interface LeftOut {
  reason: string;
  rows: number;
  detail: string;
}

/** The encoding in which the file of a dataset was read; null for workbooks. */
export function encodingOf({ reading }: DatasetDetailsOut): string | null {
  const { encoding } = (reading?.reading ?? {}) as { encoding?: unknown };
  return typeof encoding === "string" ? encoding : null;
}

/** The columns of a dataset; none until it is ready. */
export function headingsOf({ columns_info }: Pick<DatasetDetailsOut, "columns_info">): Heading[] {
  return columns_info.map(({ name, type }) => ({ name, kind: type }));
}

/** The address of a dataset. */
export function datasetAddress(id: string): string {
  return `/data/dataset/?id=${encodeURIComponent(id)}`;
}

/** Whether a file is still being read. */
export function isProcessing(dataset: Pick<DatasetOut, "status"> | undefined): boolean {
  return dataset?.status === "pending" || dataset?.status === "processing";
}
