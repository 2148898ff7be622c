import { ApiError, type Capability, type CitationOut, type Done, type SourceRunOut, type WatchedSourceOut } from "sisuiq-client";

import type { AnswerDetails } from "@/answers/answer";
import type { Account } from "@/session/account";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

/** An account with these capabilities. */
export function account(...capabilities: Capability[]): Account {
  return {
    id: ID,
    email: "ada@example.com",
    name: "Ada",
    role: "user",
    is_active: true,
    created_at: "2026-11-28T10:00:00Z",
    last_login_at: null,
    capabilities,
    email_is_verified: true,
    permissions: [],
  };
}

export function citation(changes: Partial<CitationOut> = {}): CitationOut {
  return {
    id: ID,
    chunk_id: ID,
    document_id: "document-1",
    document_name: "plan.pdf",
    document_sha256: "0".repeat(64),
    source: "uetcl",
    version: 1,
    page: 2,
    quote: "Staff trained in live-line work",
    start: 0,
    end: 31,
    match: "exact",
    score: 0.9,
    ocr: false,
    ...changes,
  };
}

export function details(changes: Partial<AnswerDetails> = {}): AnswerDetails {
  return {
    citations: [citation()],
    sources: ["plan.pdf, page 2"],
    support: "full",
    scope: null,
    figures: null,
    grounding: 1,
    model: "extractive",
    isAbstained: false,
    isDegraded: false,
    isStopped: false,
    feedback: null,
    ...changes,
  };
}

export function done(changes: Partial<Done> = {}): Done {
  return {
    answer_id: "answer-1",
    content: "90 [1]",
    citations: [citation()],
    sources: [],
    support: "full",
    grounding: 1,
    model: "extractive",
    abstained: false,
    degraded: false,
    stopped: false,
    ...changes,
  } as Done;
}

/** A source that was read this morning. */
export function source(changes: Partial<WatchedSourceOut> = {}): WatchedSourceOut {
  return {
    id: ID,
    name: "OFAC SDN list",
    format: "ofac_sdn",
    dataset: "US-Sanctions",
    schedule: "1d",
    enabled: true,
    files: [{ part: "main", url: "https://lists.example/sdn.csv" }],
    state: "fresh",
    next_run_at: "2026-11-29T00:20:00Z",
    read_at: "2026-11-28T07:00:00Z",
    changed_at: null,
    failures: 0,
    created_at: "2026-11-01T08:00:00Z",
    updated_at: "2026-11-01T08:00:00Z",
    ...changes,
  };
}

/** A run that found changes. */
export function sourceRun(changes: Partial<SourceRunOut> = {}): SourceRunOut {
  return {
    id: ID,
    source_id: ID,
    trigger: "manual",
    status: "done",
    error: null,
    counts: { records: 9_048, added: 1_200, changed: 3, removed: 1 },
    created_at: "2026-11-28T06:59:00Z",
    started_at: "2026-11-28T06:59:58Z",
    finished_at: "2026-11-28T07:00:00Z",
    ...changes,
  };
}

/** An error of the API, with the problem in its body. */
export function apiError(status: number, detail: string, errors?: { field: string; message: string }[]): ApiError {
  return new ApiError(new Response(null, { status }), { error: "problem", detail, errors });
}

/** An error of something in front of the API, which sends no problem. */
export function bareError(status: number, headers: Record<string, string> = {}): ApiError {
  return new ApiError(new Response(null, { status, headers }), "<html>");
}
