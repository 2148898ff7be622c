import { expect, type Page } from "@playwright/test";

import { asAdmin } from "./people.ts";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";
const FORMER_RUN = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12";

/** The source that is late on pages whose API is played. */
export const SOURCE_ID = ID;

/** An address at a host that the product permits by default. */
export const LIST_URL = "https://www.treasury.gov/ofac/downloads/sdn.csv";

interface Source {
  id: string;
  name: string;
}

/**
 * The disabled source of a story. Sources cannot be deleted, and there can be 200 of them: each story has one with a fixed name, which is
 * reset by the next run of the story.
 */
export async function sourceOf(story: string): Promise<Source> {
  const api = await asAdmin();
  const name = `Story: ${story}`;
  const data = { name, format: "ofac_sdn", dataset: "Stories", files: [{ url: LIST_URL }], schedule: "1d", enabled: false };
  const known = await knownSources(async (address) => (await api.get(address)).json());
  const former = known.find((source) => source.name === name);
  const response = former ? await api.put(`/api/v1/sources/${former.id}`, { data }) : await api.post("/api/v1/sources", { data });
  expect(response.status(), await response.text()).toBeLessThan(300);
  const { id } = (await response.json()) as Source;
  await api.dispose();
  return { id, name };
}

async function knownSources(get: (address: string) => Promise<unknown>): Promise<Source[]> {
  const pages = [0, 100].map((offset) => get(`/api/v1/sources?limit=100&offset=${offset}`) as Promise<{ data: Source[] }>);
  return (await Promise.all(pages)).flatMap(({ data }) => data);
}

/** The name of the source that is late on pages whose API is played. */
export const LATE_NAME = "UN consolidated list";

/** Its address. */
export const LATE_ADDRESS = `/sanctions/source/?id=${ID}`;

const TIMES = { created_at: "2026-11-01T08:00:00Z", updated_at: "2026-11-01T08:00:00Z", next_run_at: "2026-11-29T00:20:00Z" };

const SOURCES = [
  {
    ...TIMES,
    id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e01",
    name: "OFAC SDN list",
    format: "ofac_sdn",
    dataset: "US-Sanctions",
    schedule: "1d@04:30",
    enabled: true,
    files: [{ part: "main", url: LIST_URL }],
    state: "fresh",
    read_at: "2026-11-28T05:02:00Z",
    changed_at: "2026-11-27T05:02:00Z",
    failures: 0,
  },
  {
    ...TIMES,
    id: ID,
    name: LATE_NAME,
    format: "un_xml",
    dataset: "UN-Sanctions",
    schedule: "1d",
    enabled: true,
    files: [{ part: "main", url: "https://scsanctions.un.org/resources/xml/en/consolidated.xml" }],
    state: "late",
    read_at: "2026-11-25T00:20:00Z",
    changed_at: "2026-11-20T00:20:00Z",
    failures: 3,
    covered_from: "2026-11-20",
    covered_to: "2026-11-25",
  },
];

const FAILED_RUN = {
  id: ID,
  source_id: ID,
  trigger: "schedule",
  status: "failed",
  error: { code: "error_page", text: "main: The source sent a web page in place of the file. Nothing was changed; check the address." },
  counts: null,
  created_at: "2026-11-28T00:20:00Z",
  started_at: "2026-11-28T00:20:01Z",
  finished_at: "2026-11-28T00:20:03Z",
};

const CHANGED_RUN = {
  ...FAILED_RUN,
  id: FORMER_RUN,
  status: "done",
  error: null,
  counts: { records: 1_010, added: 12, changed: 3, removed: 1 },
  created_at: "2026-11-20T00:20:00Z",
  started_at: "2026-11-20T00:20:01Z",
  finished_at: "2026-11-20T00:20:06Z",
};

const FILES = [
  {
    part: "main",
    url: "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    bytes: 1_811_004,
    fetched_at: "2026-11-20T00:20:02Z",
  },
];

const RESCREENED = {
  status: "done",
  subjects: 1_200,
  screened: 1_199,
  gone: 1,
  left_out: 5,
  alerts: 2,
  finished_at: "2026-11-20T00:36:00Z",
};

/** A run whose list has lost many entries. */
export const SHRUNKEN_RUN = {
  ...FAILED_RUN,
  error: {
    code: "list_shrunken",
    text: "290 of 1010 entries are gone, which is more than a fifth, so nothing of the list was used. If its publisher removed them, run the source with accept_loss.",
  },
};

const CHANGES = [
  {
    id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e21",
    key: "20264",
    kind: "person",
    name: "VOSSEN, Alda Pia",
    change: "changed",
    fields: [{ field: "programmes", from: ["CUBA"], to: ["SDGT", "IFSR"] }],
  },
  {
    id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e22",
    key: "20265",
    kind: "vessel",
    name: "NORTHERN QUAY",
    change: "removed",
    fields: null,
  },
];

/** Plays an API with a source that is up to date and one that is late, because a publisher cannot be played in a running stack. */
export async function playSources(page: Page, failed: object = FAILED_RUN): Promise<void> {
  const freshness = SOURCES.map((source, at) => ({ ...source, age_hours: at === 0 ? 7 : 83 }));
  const answers: [RegExp, unknown][] = [
    [/\/sources\?/, { data: SOURCES, count: SOURCES.length }],
    [/\/sources\/freshness$/, { objective_hours: 48, fresh: false, data: freshness }],
    [/\/sources\/[0-9a-f-]+\/runs\?/, { data: [failed, CHANGED_RUN], count: 2 }],
    [new RegExp(`/sources/runs/${FORMER_RUN}$`), { ...CHANGED_RUN, files: FILES, rescreened: RESCREENED }],
    [/\/sources\/runs\/[0-9a-f-]+$/, { ...failed, files: [], rescreened: null }],
    [/\/sources\/[0-9a-f-]+$/, SOURCES[1]],
  ];
  await page.route(/\/api\/v1\/sources/, (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    if (pathname.endsWith("/changes")) {
      const change = searchParams.get("change");
      const data = CHANGES.filter((entry) => change === null || entry.change === change);
      return route.fulfill({ json: { data, count: data.length } });
    }
    const [, json] = answers.find(([address]) => address.test(route.request().url())) ?? [];
    return json ? route.fulfill({ json }) : route.fallback();
  });
}

/** Plays the newest run of a source with the status that is said last. Returns a function that says another one. */
export async function playLatestRun(page: Page, source: string): Promise<(changes: object) => void> {
  const started = { ...CHANGED_RUN, source_id: source, status: "queued", trigger: "manual", counts: null, finished_at: null };
  let run: object | null = null;
  await page.route(new RegExp(`/api/v1/sources/${source}/runs\\?limit=1$`), (route) =>
    route.fulfill({ json: { data: run ? [run] : [], count: run ? 1 : 0 } }),
  );
  await page.route(`**/api/v1/sources/${source}/run`, (route) => {
    run ??= started;
    return route.fulfill({ status: 202, json: run });
  });
  return (changes) => {
    run = { ...started, ...changes };
  };
}
