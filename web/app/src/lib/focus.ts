const CONTROLS = "a[href], button, input, select, textarea";
const HEADINGS = "h1, h2, h3";

/** Whether the focus fell to the page, which happens when the focused element is removed. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Focuses the heading of the nearest part of the page that has one. */
export function focusHeading(from?: Element | null): void {
  const parts = [from?.closest("section"), from?.closest("dialog"), document.querySelector("main")];
  const heading = parts.map((part) => part?.isConnected && part.querySelector<HTMLElement>(HEADINGS)).find(Boolean);
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

/** Focuses the heading of the next page, once it is there. */
export function focusHeadingOfNextPage(): void {
  const left = document.querySelector("main h1");
  const observer = new MutationObserver(() => {
    const heading = document.querySelector("main h1");
    if (heading && heading !== left) {
      observer.disconnect();
      if (isFocusLost()) {
        focusHeading();
      }
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/**
 * Focuses the content of the page, which has the title as its name for as long: that is what screen readers say. Next.js
 * announces a page only if it was visited before.
 */
export function focusContent(): void {
  const content = document.getElementById("content");
  if (!content) {
    return;
  }
  const name = () => {
    if (document.activeElement !== content) {
      titles.disconnect();
      content.removeEventListener("blur", name);
      content.removeAttribute("aria-label");
    } else if (document.title !== "") {
      content.setAttribute("aria-label", document.title);
    }
  };
  // the title of a document or conversation arrives later
  const titles = new MutationObserver(name);
  titles.observe(document.head, { childList: true, subtree: true, characterData: true });
  content.addEventListener("blur", name);
  content.setAttribute("aria-label", document.title);
  content.focus({ preventScroll: true });
  name();
}

/**
 * Focuses the content of the page, once it is there, if nothing else has the focus by then: fields and dialogs take it
 * themselves. Returns a function that stops waiting.
 */
export function focusContentIfLost(): () => void {
  const focus = () => {
    const isThere = document.getElementById("content") !== null;
    if (isThere && isFocusLost()) {
      focusContent();
    }
    return isThere;
  };
  const observer = new MutationObserver(() => focus() && observer.disconnect());
  const frame = requestAnimationFrame(() => focus() || observer.observe(document.body, { childList: true, subtree: true }));
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

/** The last control of a row that the Tab key reaches: what is done with the row stands at its end. */
export function actionOf(row: Element): HTMLElement | undefined {
  // not those of a dialog that the row opened
  const dialog = row.closest("dialog");
  const controls = [...row.querySelectorAll<HTMLElement>(CONTROLS)];
  return controls.findLast((control) => control.tabIndex >= 0 && control.checkVisibility() && control.closest("dialog") === dialog);
}
