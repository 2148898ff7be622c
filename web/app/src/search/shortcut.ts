type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether the keyboard is one of Apple, which has ⌘ in place of Ctrl. */
export function isAppleKeyboard(platform = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform);
}

/** Whether a key press opens the search: Ctrl+K, or ⌘K on keyboards of Apple, where Ctrl+K deletes to the end of a line. */
export function isSearchShortcut({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press, isApple = isAppleKeyboard()): boolean {
  const hasModifier = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  // layouts without Latin letters report another letter
  const isK = /^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK";
  return hasModifier && !altKey && !shiftKey && isK;
}
