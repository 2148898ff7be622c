import { ApiError } from "sisuiq-client";

/** Whether there is no object with that ID, or the ID is malformed. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 400);
}
