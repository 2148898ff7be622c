import { expect, test } from "vitest";

import { isAppleKeyboard, isSearchShortcut } from "@/search/shortcut";

const PRESS = { key: "k", code: "KeyK", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("Ctrl+K opens the search", () => {
  expect(isSearchShortcut({ ...PRESS, ctrlKey: true }, false)).toBe(true);
  expect(isSearchShortcut({ ...PRESS, key: "K", ctrlKey: true }, false)).toBe(true);
  expect(isSearchShortcut({ ...PRESS, metaKey: true }, false)).toBe(false);
});

test("⌘K opens it on a Mac, where Ctrl+K edits text", () => {
  expect(isSearchShortcut({ ...PRESS, metaKey: true }, true)).toBe(true);
  expect(isSearchShortcut({ ...PRESS, ctrlKey: true }, true)).toBe(false);
});

test("other combinations do not open it", () => {
  for (const other of [{}, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }, { ctrlKey: true, key: "j", code: "KeyJ" }]) {
    expect(isSearchShortcut({ ...PRESS, ...other }, false)).toBe(false);
  }
});

test("the key counts, and its place where letters are not Latin", () => {
  expect(isSearchShortcut({ ...PRESS, ctrlKey: true, key: "ㅏ" }, false)).toBe(true);
  expect(isSearchShortcut({ ...PRESS, ctrlKey: true, key: "t", code: "KeyK" }, false)).toBe(false);
  expect(isSearchShortcut({ ...PRESS, ctrlKey: true, key: "k", code: "KeyV" }, false)).toBe(true);
});

test.each([
  ["MacIntel", true],
  ["iPad", true],
  ["Linux x86_64", false],
  ["Win32", false],
])("%s", (platform, isApple) => {
  expect(isAppleKeyboard(platform)).toBe(isApple);
});
