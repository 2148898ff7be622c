const GAP = 4;
const EDGE = 8;

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
