import { PAGE_SIZE } from "./use-list-state";

/** The number of the last page of a list. An empty list has one page. */
export function lastPage(count: number): number {
  return Math.max(Math.ceil(count / PAGE_SIZE), 1);
}
