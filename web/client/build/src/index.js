/**
 * The API of SISUiQ. Every path, parameter, body and answer has the type that the API's own description gives it.
 */
export { createApi } from "./api.js";
export { ApiError, orThrow } from "./problem.js";
