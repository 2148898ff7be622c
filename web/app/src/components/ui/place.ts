const GAP = 4;
const EDGE = 8;
const ROOM = 220;

/** Puts a menu under the right end of its button, or over it where there is no room. Its own size need not be known. */
export function placeBelow(menu: HTMLElement, button: HTMLElement): void {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const isBelow = innerHeight - bottom > ROOM || top < ROOM;
  const isAtEnd = right > innerWidth / 3;
  Object.assign(menu.style, {
    inset: "auto",
    ...(isBelow ? { top: `${bottom + GAP}px` } : { bottom: `${innerHeight - top + GAP}px` }),
    ...(isAtEnd ? { right: `${innerWidth - right}px` } : { left: `${left}px` }),
  });
}

/** Puts a tooltip over the middle of what it explains, inside the window. */
export function placeAbove(tooltip: HTMLElement, explained: HTMLElement): void {
  const { top, bottom, left, width } = explained.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = tooltip;
  const middle = left + width / 2 - offsetWidth / 2;
  const above = top - offsetHeight - GAP;
  Object.assign(tooltip.style, {
    inset: "auto",
    top: `${above < EDGE ? bottom + GAP : above}px`,
    left: `${Math.min(Math.max(middle, EDGE), innerWidth - offsetWidth - EDGE)}px`,
  });
}
