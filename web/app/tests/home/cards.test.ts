import type { Capability } from "sisuiq-client";
import { expect, test } from "vitest";

import { CARDS, cardsFor } from "@/home/cards";
import { placeOf } from "@/shell/workspaces";

import { account } from "../builders";

const USER: Capability[] = ["questions.ask", "documents.read", "documents.write", "tables.read", "tables.write", "predictions.use"];
const AUDITOR: Capability[] = ["documents.read", "tables.read", "audit.read", "quality.read"];
const ADMIN: Capability[] = [
  ...USER,
  "documents.manage",
  "users.manage",
  "conversations.read",
  "spend.read",
  "audit.read",
  "quality.read",
  "system.manage",
];

const idsFor = (...capabilities: Capability[]) => cardsFor(account(...capabilities)).map(({ id }) => id);

test("cards are those that the account may use", () => {
  expect(idsFor(...USER)).toEqual(["ask", "conversations", "documents", "tables"]);
  expect(idsFor(...AUDITOR)).toEqual(["documents", "tables", "audit", "quality"]);
  expect(idsFor(...ADMIN)).toEqual(["ask", "conversations", "documents", "tables", "access", "audit", "jobs", "quality", "spend"]);
  expect(idsFor()).toEqual([]);
});

test.each<[Capability, string[]]>([
  ["questions.ask", ["ask", "conversations"]],
  ["documents.read", ["documents"]],
  ["tables.read", ["tables"]],
  ["users.manage", ["access"]],
  ["documents.manage", ["jobs"]],
  ["quality.read", ["quality"]],
  ["spend.read", ["spend"]],
  ["audit.read", ["audit"]],
  ["system.manage", []],
])("%s alone shows its cards", (capability, cards) => {
  expect(idsFor(capability)).toEqual(cards);
});

test("urgent cards stand behind the question and before the newest", () => {
  const ids = cardsFor(account(...ADMIN), ["access", "jobs"]).map(({ id }) => id);
  expect(ids.slice(0, 5)).toEqual(["ask", "access", "jobs", "conversations", "documents"]);
  expect(ids).toHaveLength(CARDS.length);
});

test("an urgent card needs its capability", () => {
  expect(cardsFor(account(...AUDITOR), ["access"]).map(({ id }) => id)).toEqual(idsFor(...AUDITOR));
});

test("cards have ids of their own", () => {
  expect(new Set(CARDS.map(({ id }) => id)).size).toBe(CARDS.length);
});

test("a card leads to a page that its account may open", () => {
  for (const { id, needs, link } of CARDS) {
    const page = link && placeOf(link.path.replace(/\?.*/, ""))?.page;
    expect(page?.needs ?? needs, id).toBe(needs);
    expect(page === undefined, id).toBe(link === undefined);
  }
});
