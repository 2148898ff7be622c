/** A page of a list, with the total number of rows. */
export interface Page<Row> {
  data: Row[];
  count: number;
}
