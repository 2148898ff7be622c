import { describe, expect, test } from "vitest";

import type { AnswerDetails } from "@/answers/answer";
import { fromStored, type Message, type MessageAction, messagesReducer } from "@/chat/messages";

import { details } from "../builders";

const asked: MessageAction = { kind: "asked", question: "How many staff?" };
const token = (content: string): MessageAction => ({ kind: "streamed", event: { kind: "token", data: { content } } });
const start = (sources: string[] = []): MessageAction => ({
  kind: "streamed",
  event: { kind: "start", data: { answer_id: "answer-1", session_id: "session-1", sources } as never },
});
const stored = fromStored<AnswerDetails>({ id: "old", role: "assistant", content: "Before.", created_at: "2026-11-26T00:00:00Z" });

function after(...actions: MessageAction[]): Message[] {
  return actions.reduce<Message[]>(messagesReducer, []);
}

describe("failures", () => {
  test("an error event keeps the text so far", () => {
    const error: MessageAction = { kind: "streamed", event: { kind: "error", data: { message: "It broke." } as never } };
    const answer = after(asked, start(), token("Ninety"), error).at(-1);
    expect(answer).toMatchObject({ state: "failed", content: "Ninety", failure: "It broke." });
  });

  test("a failed request fails the last message only", () => {
    const [question, answer] = after(asked, { kind: "failed", reason: "Offline." });
    expect(question).toMatchObject({ role: "user", state: "stored", failure: null });
    expect(answer).toMatchObject({ role: "assistant", state: "failed", failure: "Offline." });
  });

  test("events without messages change nothing", () => {
    expect(after(token("lost"), start(), { kind: "failed", reason: "Late." })).toEqual([]);
  });
});

test("a second start event replaces the answer", () => {
  const answer = after(asked, start(["a.pdf"]), token("Wrong"), start(["b.pdf"]), token("Right")).at(-1);
  expect(answer).toMatchObject({ content: "Right", sources: ["b.pdf"] });
});

test("a finished answer keeps its key", () => {
  const writing = after(asked, start(), token("90"));
  const finished = messagesReducer(writing, { kind: "answered", answerId: "answer-1", content: "90 [1]", details: details() });
  expect(finished.at(-1)).toMatchObject({ id: "answer-1", key: writing.at(-1)?.key, content: "90 [1]", state: "stored" });
  expect(finished.at(-1)?.details?.grounding).toBe(1);
  expect(finished[0]).toBe(writing[0]);
});

test("a complete answer is stored with its details", () => {
  const known = details({ grounding: 0.5 });
  const answer = after(asked, { kind: "answered", answerId: "answer-2", content: "Ninety.", details: known }).at(-1);
  expect(answer).toMatchObject({ id: "answer-2", state: "stored", details: known });
});

test("regenerating replaces the old answer", () => {
  const messages = after({ kind: "opened", messages: [stored] }, { kind: "regenerated", answerId: "old" });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ role: "assistant", content: "", state: "writing" });
});

test("stored messages have no details yet", () => {
  expect(after(asked, { kind: "opened", messages: [stored] })).toMatchObject([{ id: "old", key: "old", details: null, state: "stored" }]);
});

test("clearing removes all messages", () => {
  expect(after(asked, { kind: "cleared" })).toEqual([]);
});
