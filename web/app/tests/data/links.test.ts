import { describe, expect, test } from "vitest";

import { isLinkToken, linkAddress, sharedAddress } from "@/data/shared/link";

const TOKEN = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNb_";

describe("tokens", () => {
  test("have the form that the API gives them", () => {
    expect(isLinkToken(TOKEN)).toBe(true);
  });

  test.each(["", "..", `${TOKEN}A`, TOKEN.slice(1), `${TOKEN.slice(2)}/a`, `${TOKEN.slice(1)}\n`])("%j is none and is not sent", (text) => {
    expect(isLinkToken(text)).toBe(false);
  });
});

test("views of a link keep its token in their address", () => {
  expect(sharedAddress(TOKEN, null)).toBe(`/shared/?share_token=${TOKEN}`);
  expect(sharedAddress(TOKEN, "rows")).toBe(`/shared/?share_token=${TOKEN}&view=rows`);
});

test("requests go to the paths of the link", () => {
  expect(linkAddress(TOKEN)).toBe(`/api/datasets/shared/${TOKEN}`);
});
