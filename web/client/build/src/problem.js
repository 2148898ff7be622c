/** An answer that is no success. */
export class ApiError extends Error {
    name = "ApiError";
    status;
    /** Missing when something before the API answered in words of its own. */
    problem;
    /** The id under which the logs speak of the request. */
    traceId;
    /** Seconds after which to ask again, if the answer says so. */
    retryAfter;
    constructor(response, body) {
        const problem = isProblem(body) ? body : undefined;
        super(problem?.detail ?? `the API answered ${response.status}`);
        this.status = response.status;
        this.problem = problem;
        this.traceId = problem?.trace_id ?? response.headers.get("x-trace-id") ?? undefined;
        const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
        this.retryAfter = Number.isNaN(seconds) ? undefined : seconds;
    }
    /** What is wrong with a field, if anything is. */
    fieldError(field) {
        return this.problem?.errors?.find((error) => error.field === field)?.message;
    }
}
/** The data of a success; anything else is thrown as an {@link ApiError}. */
export async function orThrow(asked) {
    const { data, error, response } = await asked;
    if (!response.ok) {
        throw new ApiError(response, error);
    }
    return data;
}
function isProblem(body) {
    const known = body;
    return typeof known === "object" && typeof known?.error === "string" && typeof known.detail === "string";
}
