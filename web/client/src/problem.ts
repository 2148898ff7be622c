import type { Problem as Described } from "./schema.ts";

/** The body of error responses (RFC 9457). Those of the gateway have no timestamp. */
export type Problem = Omit<Described, "timestamp"> & Partial<Pick<Described, "timestamp">>;

/** An error response. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** Missing when a proxy in front of the API answered. */
  readonly problem: Problem | undefined;
  /** The ID of the request in the logs. */
  readonly traceId: string | undefined;
  /** Seconds to wait before a retry, from `Retry-After`. */
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

  /** A message for users. */
  get detail(): string {
    return this.message;
  }

  /** The message for a field, if it is invalid. */
  fieldError(field: string): string | undefined {
    return this.problem?.errors?.find((error) => error.field === field)?.message;
  }
}

/** Returns the data of a successful response and throws an {@link ApiError} otherwise. */
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
