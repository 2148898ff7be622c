import { expect, test } from "vitest";

import { addressOf } from "@/copilot/address";

test("a conversation has an address", () => {
  expect(addressOf({ conversationId: "c1" })).toBe("/?conversation=c1");
});

test("a new conversation has one too", () => {
  expect(addressOf({ conversationId: null })).toBe("/?conversation=new");
});

test("a citation is part of the address", () => {
  expect(addressOf({ conversationId: "c1", citationId: "x9" })).toBe("/?conversation=c1&citation=x9");
});
