const GAP = 4;
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
