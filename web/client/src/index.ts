/**
 * The API of SISUiQ. Every path, parameter, body and answer has the type that the API's own description gives it.
 */
export { type Api, createApi, type RefreshPath, type Settings } from "./api.ts";
export { ApiError, orThrow, type Problem } from "./problem.ts";
export type * from "./schema.ts";
