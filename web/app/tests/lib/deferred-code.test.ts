import { expect, test, vi } from "vitest";

import { DeferredCode } from "@/lib/deferred-code";

test("code is loaded once", async () => {
  const load = vi.fn(async () => "code");
  const deferred = new DeferredCode(load);
  expect(deferred.get()).toBe("waiting");
  await Promise.all([deferred.load(), deferred.load()]);
  await deferred.load();
  expect(deferred.get()).toEqual({ code: "code" });
  expect(load).toHaveBeenCalledTimes(1);
});

test("a failure is kept until the code is loaded again", async () => {
  const lost = new Error("lost");
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(lost).mockResolvedValueOnce("code");
  const deferred = new DeferredCode(load);
  await deferred.load();
  expect(deferred.get()).toEqual({ failure: lost });
  const again = deferred.load();
  expect(deferred.get()).toBe("waiting");
  await again;
  expect(deferred.get()).toEqual({ code: "code" });
});

test("listeners hear of each change until they leave", async () => {
  const deferred = new DeferredCode(async () => "code");
  const listener = vi.fn();
  const leave = deferred.subscribe(listener);
  await deferred.load();
  expect(listener).toHaveBeenCalledTimes(1);
  leave();
  await deferred.load();
  expect(listener).toHaveBeenCalledTimes(1);
});
