import type { Page, Route } from "@playwright/test";

import { ENTRY_NAME } from "./entities.ts";
import { SOURCE_ID } from "./sources.ts";

const ENTITY = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e21";
const RUN = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12";
const ALERT = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e31";

/** The name of the subject whose screening is played. */
export const SUBJECT = "Alda Vossen";

/** The address of its alert. */
export const ALERT_ADDRESS = `/sanctions/alert/?id=${ALERT}`;

const EXPLANATION = {
  name_score: 0.91,
  matched: [
    { given: "alda", listed: "alda", agreement: "equal", similarity: 1, weight: 0.4 },
    { given: "vossen", listed: "fossen", agreement: "fuzzy", similarity: 0.83, weight: 0.6 },
  ],
  unmatched_given: [],
  unmatched_listed: [{ text: "pia", class: "name", weight: 0.3 }],
  legal_forms_given: [],
  legal_forms_listed: [],
  legal_forms_differ: false,
  numbers_given: [],
  numbers_listed: [],
  weak_name: true,
  evidence: [{ fact: "birth_date", strength: 0.6, given: "1960-03", listed: "12 Mar 1960" }],
};

const DECISION = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e81";
/** The identity of the subject. */
const KEY = "5b0f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

const STATE = { id: ALERT, status: "open", opening: "new", opened_at: "2026-11-28T10:00:00Z", decision: null };

const HIT = {
  entity_id: ENTITY,
  source_id: SOURCE_ID,
  entity_version: 2,
  key: "20264",
  kind: "person",
  listed_name: ENTRY_NAME,
  primary_name: "FOSSEN, Alda",
  score: 0.93,
  explanation: EXPLANATION,
  alert: STATE,
};

const SCREENING = {
  id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e41",
  screened_at: "2026-11-28T10:00:00Z",
  subject_key: KEY,
  threshold: null,
  lists: [
    {
      source_id: SOURCE_ID,
      name: "UN consolidated list",
      version: RUN,
      day: "2026-11-25",
      read_at: "2026-11-28T05:02:00Z",
      is_newest: false,
      threshold: 0.7,
      entities: 1_002,
      names: 2_711,
      unsearchable_names: 3,
    },
  ],
  left_out: [
    { source_id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e51", name: "EU list", reason: "not_indexed", text: "The list was never read." },
  ],
  words_not_compared: 0,
  hits: [HIT, { ...HIT, entity_id: RUN, listed_name: "VOSS, Aldo", primary_name: "VOSS, Aldo", score: 0.71 }],
  truncated: false,
};

const DATE = { first: "1960-03-12", last: "1960-03-12", precision: "day", circa: false, text: "12 Mar 1960" };

const ALERT_OUT = {
  ...STATE,
  screened_at: SCREENING.screened_at,
  subject_key: KEY,
  threshold: 0.7,
  score: HIT.score,
  explanation: EXPLANATION,
  subject: {
    name: SUBJECT,
    kind: "person",
    birth_date: "1960-03",
    countries: ["NL"],
    identifiers: [{ kind: "passport", number: "NL778812" }],
    gender: null,
    reference: "customer-4711",
  },
  entity: {
    id: ENTITY,
    source_id: SOURCE_ID,
    source_name: "UN consolidated list",
    key: "20264",
    kind: "person",
    listed_name: ENTRY_NAME,
    primary_name: "FOSSEN, Alda",
    list_version: RUN,
    list_day: "2026-11-25",
    version: 2,
    valid_to: null,
    content: {
      names: [{ text: ENTRY_NAME, kind: "primary", quality: "strong", original_script: false }],
      birth_dates: [DATE],
      countries: [{ name: "Netherlands", code: "NL", relation: "nationality" }],
      addresses: [{ street: "12 Harbour Street", city: "Colon", country: "Panama" }],
      identifiers: [{ kind: "passport", label: "Passport", number: "NL778812" }],
      wallets: [],
      programmes: ["SDGT"],
      gender: "female",
      reference: null,
    },
  },
};

/** A decision that another account made and that waits. */
export const WAITING = {
  status: "awaiting_confirmation",
  decision: {
    id: DECISION,
    outcome: "not_match",
    reason: "The passport belongs to another person.",
    expires_on: "2027-11-28",
    decided_at: "2026-11-28T11:00:00Z",
    decided_by: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e61",
    confirmed_at: null,
    confirmed_by: null,
  },
};

/** Requests whose bodies were sent to a played API. */
export interface Sent {
  path: string;
  body: unknown;
}

/**
 * Plays an API with a screening and its alert, because no list can be played in a running stack. A decision changes the alert to what is
 * given by `decided`. Returns what was sent.
 */
export async function playScreening(page: Page, { alert = {}, decided = {} }: { alert?: object; decided?: object } = {}): Promise<Sent[]> {
  const sent: Sent[] = [];
  let shown = { ...ALERT_OUT, ...alert };
  const keep = (route: Route) => sent.push({ path: new URL(route.request().url()).pathname, body: route.request().postDataJSON() });
  await page.route("**/api/v1/knowledge/screen", (route) => {
    keep(route);
    return route.fulfill({ json: SCREENING });
  });
  await page.route(/\/api\/v1\/knowledge\/alerts/, (route) => {
    const { searchParams } = new URL(route.request().url());
    if (route.request().method() === "POST") {
      keep(route);
      shown = { ...shown, ...decided };
      return route.fulfill({ json: { id: ALERT, status: shown.status, opening: null } });
    }
    const [id, status, q] = [searchParams.get("id"), searchParams.get("status"), searchParams.get("q") ?? ""];
    const isWanted = (id === null || id === ALERT) && (status === null || status === shown.status);
    const matches = isWanted && SUBJECT.toLowerCase().includes(q.toLowerCase());
    return route.fulfill({ json: { data: matches ? [shown] : [], count: matches ? 1 : 0 } });
  });
  return sent;
}

export const BATCH = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e71";

const BATCH_OUT = {
  id: BATCH,
  status: "done",
  file_name: "customers.csv",
  encoding: "UTF-8",
  threshold: null,
  ignored_columns: ["notes"],
  lists: [{ source_id: SOURCE_ID, name: "UN consolidated list", version: RUN, day: "2026-11-25", threshold: 0.7 }],
  left_out: [],
  rows: { total: 3, screened: 2, with_hits: 1, invalid: 1, erased: 0 },
  alerts_opened: 1,
  row_errors: [{ row: 2, id: null, errors: [{ field: "birth_date", message: "must be a day, a month or a year" }] }],
  requested_by: null,
  error: null,
  created_at: "2026-11-28T10:00:00Z",
  started_at: "2026-11-28T10:00:05Z",
  finished_at: "2026-11-28T10:00:09Z",
  expires_at: "2027-11-28T10:00:00Z",
};

const { id, status, file_name, requested_by, rows, alerts_opened, error, created_at, finished_at, expires_at } = BATCH_OUT;
const LISTED = { id, status, file_name, requested_by, rows, alerts_opened, error, created_at, finished_at, expires_at };
const FAILED = {
  ...LISTED,
  id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e72",
  status: "failed",
  file_name: "suppliers.csv",
  rows: { total: 0, screened: 0, with_hits: 0, invalid: 0, erased: 0 },
  alerts_opened: 0,
  error: { code: "unreadable", text: "The file needs a first line with headings, one of which is name." },
  created_at: "2026-11-27T10:00:00Z",
};

/** Plays a list of two files, the second of which could not be read. */
export async function playBatchList(page: Page): Promise<void> {
  await page.route("**/api/v1/knowledge/screen/batch?*", (route) => route.fulfill({ json: { data: [LISTED, FAILED], count: 2 } }));
}

/** Plays an API that screens a file, whose results have two parts. Returns the bodies of new batches. */
export async function playBatch(page: Page): Promise<unknown[]> {
  const sent: unknown[] = [];
  await page.route("**/api/v1/knowledge/screen/batch", (route) => {
    sent.push(route.request().postDataJSON());
    const upload = { url: "/api/played-upload", fields: { key: "batches/1" }, expires_at: "2026-11-28T11:00:00Z" };
    return route.fulfill({ status: 201, json: { id: BATCH, status: "uploading", upload } });
  });
  await page.route("**/api/played-upload", (route) => route.fulfill({ status: 204 }));
  await page.route(`**/api/v1/knowledge/screen/batch/${BATCH}`, (route) => route.fulfill({ json: BATCH_OUT }));
  await page.route(`**/api/v1/knowledge/screen/batch/${BATCH}/results*`, (route) => {
    const url = new URL(route.request().url());
    const isFirst = url.searchParams.get("after") === "0";
    const link: Record<string, string> = isFirst ? { link: `<${url.pathname}?after=1>; rel="next"` } : {};
    return route.fulfill({ headers: { "content-type": "text/csv", ...link }, body: `row,name\r\n${isFirst ? "1,Ada" : "3,Bo"}\r\n` });
  });
  return sent;
}
