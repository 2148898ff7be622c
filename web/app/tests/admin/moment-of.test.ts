import { expect, test } from "vitest";

import { momentOf } from "@/admin/feedback/moment-of";

test("microseconds are within the period", () => {
  const moment = momentOf("2026-11-20T08:50:14.680782Z");
  expect(moment).toEqual({ from: "2026-11-20T08:50:14.680Z", until: "2026-11-20T08:50:14.681Z" });
});

test("other time zones are understood", () => {
  expect(momentOf("2026-11-20T11:50:14.5+03:00")?.from).toBe("2026-11-20T08:50:14.500Z");
});

test.each(["", "yesterday", "2026-13-45"])("%j is no time", (text) => {
  expect(momentOf(text)).toBeNull();
});
