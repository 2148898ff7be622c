import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError, createApi, orThrow } from "../src/index.ts";

const ORIGIN = "https://copilot.example";
const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

interface Sent {
  line: string;
  body: string;
  headers: Headers;
  credentials: string;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

function refused(status: number, error: string, headers: Record<string, string> = {}): Response {
  const type = { "content-type": "application/problem+json", ...headers };
  const body = { type: `/problems/${error}`, title: "No", status, error, detail: "log in to do this", trace_id: "7" };
  return new Response(JSON.stringify(body), { status, headers: type });
}

/** A fake API with queued responses per path; it records the requests. */
function fake(answers: Record<string, (() => Response)[]>) {
  const sent: Sent[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const line = `${request.method} ${pathname}`;
    const body = await request.text();
    sent.push({ line, body, headers: request.headers, credentials: request.credentials });
    await new Promise((resolve) => setImmediate(resolve));
    const answer = answers[line]?.shift();
    assert.ok(answer, `${line} is not expected`);
    return answer();
  };
  return { sent, fetch, lines: () => sent.map(({ line }) => line) };
}

const expired = () => refused(401, "unauthorized");

test("expired token is renewed, request repeated", async () => {
  const api = fake({
    "POST /api/chat": [expired, () => json(200, { answer: "31 percent" })],
    "POST /api/auth/refresh": [() => json(200, {})],
  });
  const { POST } = createApi({ baseUrl: `${ORIGIN}/`, fetch: api.fetch });
  const answer = await orThrow(POST("/api/chat", { body: { message: "How much?" } }));
  assert.equal(answer.answer, "31 percent");
  assert.deepEqual(api.lines(), ["POST /api/chat", "POST /api/auth/refresh", "POST /api/chat"]);
  assert.deepEqual([api.sent[0]?.body, api.sent[2]?.body], ['{"message":"How much?"}', '{"message":"How much?"}']);
});

test("customers and staff renew at their path", async () => {
  for (const refreshPath of ["/api/v1/auth/refresh", "/api/v1/ops/auth/refresh"] as const) {
    const renewal = `POST ${refreshPath}`;
    const api = fake({ "GET /api/v1/auth/me": [expired, () => json(200, {})], [renewal]: [() => json(200, {})] });
    const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch, refreshPath });
    await orThrow(GET("/api/v1/auth/me"));
    assert.deepEqual(api.lines(), ["GET /api/v1/auth/me", renewal, "GET /api/v1/auth/me"]);
    assert.deepEqual([api.sent[1]?.body, api.sent[1]?.headers.get("content-type")], ["{}", "application/json"]);
  }
});

test("staff registration renews the session", async () => {
  const api = fake({
    "POST /api/v1/ops/auth/register": [expired, () => json(201, {})],
    "POST /api/v1/ops/auth/refresh": [() => json(200, {})],
    "POST /api/v1/auth/register": [expired],
  });
  const { POST } = createApi({ baseUrl: ORIGIN, fetch: api.fetch, refreshPath: "/api/v1/ops/auth/refresh" });
  const person = { email: "a@example.com", mobile: "+256772123456", password: "x", first_name: "A" };
  await orThrow(POST("/api/v1/ops/auth/register", { body: { ...person, employee_id: "E1", role_id: 1 } }));
  await assert.rejects(orThrow(POST("/api/v1/auth/register", { body: person })), { status: 401 });
  assert.equal(api.sent.length, 4);
});

test("second refusal is not retried", async () => {
  const api = fake({ "GET /api/auth/me": [expired, expired], "POST /api/auth/refresh": [() => json(200, {})] });
  const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch });
  await assert.rejects(orThrow(GET("/api/auth/me")), { name: "ApiError", status: 401 });
  assert.equal(api.sent.length, 3);
});

test("parallel requests share one renewal", async () => {
  const api = fake({
    "GET /api/auth/me": [expired, expired, () => json(200, {}), () => json(200, {})],
    "POST /api/auth/refresh": [() => json(200, {})],
  });
  const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch });
  await Promise.all([orThrow(GET("/api/auth/me")), orThrow(GET("/api/auth/me"))]);
  assert.equal(api.lines().filter((line) => line === "POST /api/auth/refresh").length, 1);
});

test("expired session notifies and rejects", async () => {
  let over = 0;
  const api = fake({ "GET /api/auth/me": [expired], "POST /api/auth/refresh": [expired] });
  const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch, onSessionExpired: () => (over += 1) });
  await assert.rejects(orThrow(GET("/api/auth/me")), ApiError);
  assert.equal(over, 1);
});

test("unavailable renewal keeps the session", async () => {
  let over = 0;
  const api = fake({ "GET /api/auth/me": [expired], "POST /api/auth/refresh": [() => refused(503, "unavailable")] });
  const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch, onSessionExpired: () => (over += 1) });
  await assert.rejects(orThrow(GET("/api/auth/me")), { status: 401 });
  assert.equal(over, 0);
});

test("wrong password does not renew", async () => {
  const api = fake({ "POST /api/auth/login": [expired] });
  const { POST } = createApi({ baseUrl: ORIGIN, fetch: api.fetch });
  const body = { email: "alice@example.com", password: "wrong" };
  await assert.rejects(orThrow(POST("/api/auth/login", { body })), { status: 401 });
  assert.deepEqual(api.lines(), ["POST /api/auth/login"]);
});

test("requests are same-origin and never simple", async () => {
  const api = fake({ "POST /api/documents": [() => json(201, {})] });
  const { POST } = createApi({ baseUrl: ORIGIN, fetch: api.fetch });
  await orThrow(POST("/api/documents", { body: { name: "plan.pdf", size: 7 } }));
  assert.equal(api.sent[0]?.credentials, "same-origin");
  assert.equal(api.sent[0]?.headers.get("content-type"), "application/json");
});

test("token clients do not renew", async () => {
  const api = fake({ "GET /api/documents": [expired] });
  const { GET } = createApi({ baseUrl: ORIGIN, fetch: api.fetch, token: () => "sisuiq_key_x" });
  await assert.rejects(orThrow(GET("/api/documents", { params: { query: { limit: 1 } } })), { status: 401 });
  assert.deepEqual(api.lines(), ["GET /api/documents"]);
  assert.equal(api.sent[0]?.headers.get("authorization"), "Bearer sisuiq_key_x");
});

test("errors carry the problem details", async () => {
  const wrong = {
    error: "unprocessable",
    detail: "some fields are invalid",
    trace_id: "8",
    errors: [{ field: "size", message: "too large" }],
  };
  const api = fake({
    "POST /api/documents": [() => json(422, wrong)],
    [`DELETE /api/documents/${ID}`]: [() => new Response(null, { status: 204 })],
    [`GET /api/documents/${ID}`]: [
      () => refused(429, "too_many_requests", { "retry-after": "7" }),
      () => new Response("<html>", { status: 502, headers: { "x-trace-id": "9" } }),
    ],
  });
  const { POST, GET, DELETE } = createApi({ baseUrl: ORIGIN, fetch: api.fetch });
  const error = await orThrow(POST("/api/documents", { body: { name: "plan.pdf", size: 7 } })).catch((error: unknown) => error);
  assert.ok(error instanceof ApiError);
  assert.deepEqual(
    [error.message, error.traceId, error.fieldError("size"), error.fieldError("name")],
    ["some fields are invalid", "8", "too large", undefined],
  );
  const params = { path: { id: ID } };
  await assert.rejects(orThrow(GET("/api/documents/{id}", { params })), { status: 429, retryAfter: 7 });
  await assert.rejects(orThrow(GET("/api/documents/{id}", { params })), { status: 502, problem: undefined, traceId: "9" });
  assert.equal(await orThrow(DELETE("/api/documents/{id}", { params })), undefined);
});
