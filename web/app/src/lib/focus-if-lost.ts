/** Gives the focus to an element if the element that had it was removed. */
export function focusIfLost(element: HTMLElement | null | undefined): void {
  if (document.activeElement === null || document.activeElement === document.body) {
    element?.focus();
  }
}
