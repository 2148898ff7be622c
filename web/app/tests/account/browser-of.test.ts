import { expect, test } from "vitest";

import { browserOf } from "@/account/browser-of";

test.each([
  [null, "Unknown browser"],
  ["", "Unknown browser"],
  ["curl/8.5.0 (x86_64)", "curl/8.5.0"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iOS"],
])("%s is %s", (userAgent, expected) => {
  expect(browserOf(userAgent)).toBe(expected);
});
