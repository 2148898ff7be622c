import type { Problem as Described } from "./schema.ts";

/** The body of every answer that is no success (RFC 9457). What the gateway writes has no time. */
export type Problem = Omit<Described, "timestamp"> & Partial<Pick<Described, "timestamp">>;

/** An answer that is no success. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** Missing when something before the API answered in words of its own. */
  readonly problem: Problem | undefined;
  /** The id under which the logs speak of the request. */
  readonly traceId: string | undefined;
  /** Seconds after which to ask again, if the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem?.detail ?? `the API answered ${response.status}`);
    this.status = response.status;
    this.problem = problem;
    this.traceId = problem?.trace_id ?? response.headers.get("x-trace-id") ?? undefined;
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    this.retryAfter = Number.isNaN(seconds) ? undefined : seconds;
  }

  /** What happened, for people. */
  get detail(): string {
    return this.message;
  }

  /** What is wrong with a field, if anything is. */
  fieldError(field: string): string | undefined {
    return this.problem?.errors?.find((error) => error.field === field)?.message;
  }
}

/** The data of a success; anything else is thrown as an {@link ApiError}. */
export async function orThrow<Result extends { data?: unknown; error?: unknown; response: Response }>(
  asked: Promise<Result>,
): Promise<Exclude<Result["data"], undefined>> {
  const { data, error, response } = await asked;
  if (!response.ok) {
    throw new ApiError(response, error);
  }
  return data as Exclude<Result["data"], undefined>;
}

function isProblem(body: unknown): body is Problem {
  const known = body as Partial<Problem> | null | undefined;
  return typeof known === "object" && typeof known?.error === "string" && typeof known.detail === "string";
}
