import type { KnowledgeChatOut } from "sisuiq-client";
import { expect, test } from "vitest";

import { lawAddress, NEW_CHAT, readLawAddress } from "@/sanctions/ask/address";
import { folded } from "@/sanctions/ask/use-folders";

const CHAT = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";
const FOLDER = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e12";

const chatIn = (id: string, folder_id: string): KnowledgeChatOut => ({
  id,
  title: id,
  created_at: "2026-11-28T10:00:00Z",
  updated_at: "2026-11-28T10:00:00Z",
  folder_id,
  message_count: 2,
});

test("folder and dataset are named for new conversations only", () => {
  expect(lawAddress(NEW_CHAT)).toBe("/sanctions/ask/");
  expect(lawAddress({ ...NEW_CHAT, folder: FOLDER, dataset: "EU-Sanctions" })).toBe(
    `/sanctions/ask/?folder=${FOLDER}&dataset=EU-Sanctions`,
  );
  expect(lawAddress({ ...NEW_CHAT, chat: CHAT, folder: FOLDER, dataset: "EU-Sanctions" })).toBe(`/sanctions/ask/?chat=${CHAT}`);
});

test("an address is read as it was written", () => {
  for (const address of [
    NEW_CHAT,
    { ...NEW_CHAT, dataset: "A & B", at: "2014-07-31" },
    { ...NEW_CHAT, chat: CHAT, at: "2014-07-31", citation: FOLDER },
  ]) {
    expect(readLawAddress(new URLSearchParams(lawAddress(address).split("?")[1]))).toEqual(address);
  }
});

test("conversations of a deleted folder are in the default one", () => {
  const folders = [
    { id: "default", name: "default" },
    { id: FOLDER, name: "Energy" },
  ];
  const chats = [chatIn("a", FOLDER), chatIn("b", "gone"), chatIn("a", FOLDER), chatIn("c", "default")];
  expect(folded(folders, chats).map(({ id, chats: own }) => [id, own.map((chat) => chat.id)])).toEqual([
    ["default", ["b", "c"]],
    [FOLDER, ["a"]],
  ]);
});
