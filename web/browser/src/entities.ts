import type { Page } from "@playwright/test";

import { SOURCE_ID } from "./sources.ts";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e21";
const RUN = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12";

/** The name of the entry on pages whose API is played. */
export const ENTRY_NAME = "VOSSEN, Alda Pia";

/** Its address. */
export const ENTRY_ADDRESS = `/sanctions/entity/?id=${ID}`;

/** The first day on which the played list is known. */
export const FIRST_DAY = "2026-11-20";

const LIST = {
  id: SOURCE_ID,
  name: "UN consolidated list",
  dataset: "UN-Sanctions",
  covered_from: FIRST_DAY,
  read_at: "2026-11-28T05:02:00Z",
};

const DATE = { first: "1960-03-12", last: "1960-03-12", precision: "day", circa: false, text: "12 Mar 1960" };
const NAME = { text: ENTRY_NAME, kind: "primary", quality: "strong", original_script: false };
const ALIAS = { text: "VOSSEN, A.", kind: "alias", quality: "weak", original_script: false, note: "used until 2014" };
const DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const CONTENT = {
  key: { list: "un_consolidated", id: "20264" },
  kind: "person",
  names: [NAME, ALIAS],
  gender: "female",
  birth_dates: [DATE],
  birth_places: [{ text: "Delfshaven, Netherlands" }],
  countries: [{ name: "Netherlands", relation: "nationality" }],
  titles: ["Director"],
  positions: [],
  programmes: ["SDGT", "IFSR"],
  legal_bases: [{ text: "269/2014 (OJ L78)", published_on: "2014-03-17", url: "https://example.org/oj" }],
  identifiers: [{ kind: "passport", label: "Passport", number: "NL778812", country: "Netherlands", expires: DATE }],
  addresses: [{ street: "12 Harbour Street", city: "Colon", country: "Panama" }],
  links: [
    {
      relation: "linked_to",
      name: "NORTHERN QUAY TRADING CO., LTD.",
      target: { list: "un_consolidated", id: "101" },
      text: "Linked To: NORTHERN QUAY TRADING CO., LTD.",
    },
  ],
  wallets: [{ currency: "XBT", address: "1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo" }],
  attributes: [{ label: "Additional Sanctions Information", value: "Subject to Secondary Sanctions" }],
  remarks: [],
  unread: ["arrested 30 Sep 2002"],
  records: [{ part: "entry", id: "20264", line: 4_711, digest: DIGEST }],
  reference: null,
  listed_on: "2014-03-17",
  updated_on: [],
  ends_on: null,
};

const VALIDITY = { valid_from: "2026-11-25", valid_to: null, known_from: "2026-11-25T00:20:06Z", known_to: null };

const VERSION = {
  ...VALIDITY,
  number: 2,
  kind: "person",
  name: ENTRY_NAME,
  run_id: RUN,
  content: CONTENT,
  files: [
    {
      part: "main",
      url: "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
      sha256: DIGEST,
      fetched_at: "2026-11-25T00:20:02Z",
    },
  ],
};

const HISTORY = [
  {
    version: 1,
    name: ENTRY_NAME,
    valid_from: FIRST_DAY,
    valid_to: "2026-11-25",
    known_from: "2026-11-20T00:20:06Z",
    known_to: "2026-11-25T00:20:06Z",
    begun_by: RUN,
    ended_by: RUN,
    returned: false,
    fields: null,
  },
  {
    ...VALIDITY,
    version: 2,
    name: ENTRY_NAME,
    begun_by: RUN,
    ended_by: null,
    returned: true,
    fields: [
      { field: "programmes", from: ["CUBA"], to: ["SDGT", "IFSR"] },
      { field: "names", from: [], to: [ALIAS] },
    ],
  },
];

const LISTED = {
  ...VALIDITY,
  id: ID,
  list_id: SOURCE_ID,
  key: "20264",
  kind: "person",
  name: ENTRY_NAME,
  programmes: ["SDGT", "IFSR"],
  version: 2,
};

const RELATED = {
  lists: [
    { id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e31", name: "EU consolidated list", standing: "not_found" },
    { id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e32", name: "OFAC SDN list", standing: "removed" },
  ],
  entries: [
    {
      ...VALIDITY,
      valid_to: "2026-11-26",
      known_to: "2026-11-26T00:20:06Z",
      id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e33",
      list_id: "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e32",
      list_name: "OFAC SDN list",
      key: "36",
      kind: "person",
      name: "VOSSEN, A. P.",
      programmes: ["CUBA"],
      listed_on: null,
      standing: "removed",
      score: 0.93,
      shares_identifier: true,
      difference: "only_here",
    },
  ],
};

const OWNERSHIP = {
  owners: [
    {
      relation: "linked_to",
      id: null,
      name: "NORTHERN QUAY TRADING CO., LTD.",
      listed: null,
      percent: null,
      text: "Linked To: NORTHERN QUAY TRADING CO., LTD.",
    },
  ],
  owned: [],
  owned_percent: null,
  rule: {
    name: "ofac_fifty_percent",
    text: "An entity that blocked persons own by 50 percent or more is itself blocked.",
    citation: "OFAC, Revised Guidance of 13 August 2014",
    met: null,
  },
};

/** Plays an API with one entry of a list that is known from a day on, because a publisher cannot be played in a running stack. */
export async function playEntities(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/knowledge\/entities/, (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const at = searchParams.get("at");
    const covers = at === null || at >= FIRST_DAY;
    if (pathname.endsWith("/history")) {
      return route.fulfill({ json: { data: HISTORY } });
    }
    if (pathname.endsWith(ID)) {
      const version = covers ? VERSION : null;
      const listed = covers ? true : null;
      const others = { related: RELATED, ownership: OWNERSHIP };
      return route.fulfill({ json: { id: ID, key: "20264", list: { ...LIST, covers }, listed, version, ...others } });
    }
    const matches = covers && ENTRY_NAME.toLowerCase().includes((searchParams.get("q") ?? "").toLowerCase());
    const data = matches ? [LISTED] : [];
    return route.fulfill({ json: { data, count: data.length, lists: [{ ...LIST, covers }] } });
  });
}
