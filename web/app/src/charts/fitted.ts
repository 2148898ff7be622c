/** The widths of letters of 13 pixels: those of East Asian scripts are square. */
const NARROW = 7.2;
const SQUARE = 13;

/** A text that is cut to about a width in pixels. Texts of SVG do not cut themselves. */
export function fitted(text: string, width: number): string {
  let used = 0;
  let shown = "";
  for (const letter of text) {
    used += /[\u1100-\u11FF\u3000-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF]/.test(letter) ? SQUARE : NARROW;
    if (used > width) {
      return `${shown.trimEnd()}…`;
    }
    shown += letter;
  }
  return text;
}
