import { ApiError } from "sisuiq-client";

/** Whether there is nothing by that id, or by nothing that could be one. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 400);
}
