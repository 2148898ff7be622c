/** What the style sheet decides about a shape or text of a drawing. As attributes it stays in a file. */
const PRESENTATION = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];
const NAMESPACE = "http://www.w3.org/2000/svg";

/** A drawing as a file that needs no style sheet, with its title and the background of the page. */
export function svgFile(drawing: SVGSVGElement, title: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll("*");
  for (const [at, element] of [...copy.querySelectorAll("*")].entries()) {
    const original = originals[at];
    const style = original && getComputedStyle(original);
    for (const name of style ? PRESENTATION : []) {
      element.setAttribute(name, style?.getPropertyValue(name) ?? "");
    }
    element.removeAttribute("class");
  }
  const { width, height } = drawing.getBoundingClientRect();
  for (const [name, value] of Object.entries({ xmlns: NAMESPACE, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" })) {
    copy.setAttribute(name, String(value));
  }
  copy.removeAttribute("class");
  copy.removeAttribute("aria-hidden");
  const background = document.createElementNS(NAMESPACE, "rect");
  background.setAttribute("width", "100%");
  background.setAttribute("height", "100%");
  background.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const name = document.createElementNS(NAMESPACE, "title");
  name.textContent = title;
  copy.prepend(name, background);
  return new XMLSerializer().serializeToString(copy);
}
