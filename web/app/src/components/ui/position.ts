const GAP = 4;
const EDGE = 8;
const MIN_SPACE = 220;

/** Positions a menu below its button, or above it when there is no space. The size of the menu need not be known. */
export function positionBelow(menu: HTMLElement, button: HTMLElement): void {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const isBelow = innerHeight - bottom > MIN_SPACE || top < MIN_SPACE;
  const isAtEnd = right > innerWidth / 3;
  Object.assign(menu.style, {
    inset: "auto",
    ...(isBelow ? { top: `${bottom + GAP}px` } : { bottom: `${innerHeight - top + GAP}px` }),
    ...(isAtEnd ? { right: `${innerWidth - right}px` } : { left: `${left}px` }),
  });
}

/** Positions a tooltip above the middle of its element, inside the window. */
export function positionAbove(tooltip: HTMLElement, explained: HTMLElement): void {
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
