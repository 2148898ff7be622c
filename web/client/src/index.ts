/**
 * The client of the SISUiQ API. Paths, parameters, bodies and responses are typed by its OpenAPI description.
 */
export { type Api, createApi, type RefreshPath, type Settings } from "./api.ts";
export { ApiError, orThrow, type Problem } from "./problem.ts";
export type * from "./schema.ts";
