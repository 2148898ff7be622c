import { expect, test } from "vitest";

import { readEvents, type ServerEvent } from "@/lib/server-sent-events";

async function read(...chunks: (string | Uint8Array)[]): Promise<ServerEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) {
    events.push(event);
  }
  return events;
}

test("an unfinished event is dropped", async () => {
  expect(await read("data: whole\n\n", "data: cut off\n")).toMatchObject([{ data: "whole" }]);
});

test("comments and empty blocks are skipped", async () => {
  expect(await read(": keep-alive\n\n\n\n", "event: ping\n\n", "data: x\n\n")).toMatchObject([{ event: "message", data: "x" }]);
});

test("a character split between chunks survives", async () => {
  const bytes = new TextEncoder().encode("data: 220 kV – ok\n\n");
  const cut = bytes.indexOf(0xe2) + 1;
  expect(await read(bytes.slice(0, cut), bytes.slice(cut))).toMatchObject([{ data: "220 kV – ok" }]);
});

test("fields may arrive in any chunks", async () => {
  expect(await read("id: 7\neve", "nt: token\nda", "ta: {}\n", "\n")).toEqual([{ id: "7", event: "token", data: "{}" }]);
});

test("data lines are joined, CRLF is accepted", async () => {
  expect(await read("data: a\r\ndata:b\r\ndata\r\n\r\n")).toMatchObject([{ data: "a\nb\n" }]);
});
