/** A part of a list, and how many rows there are in all. */
export interface Page<Row> {
  data: Row[];
  count: number;
}
