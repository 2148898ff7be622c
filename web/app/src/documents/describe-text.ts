import { plural } from "@/lib/counts";

interface Pages {
  pages?: number | null;
  pages_without_text: number[];
  pages_read_by_ocr: number[];
}

/** Whether a document has pages, and none has text that can be searched. */
export function hasNoText({ pages, pages_without_text }: Pages): boolean {
  return typeof pages === "number" && pages > 0 && pages_without_text.length >= pages;
}

/** The pages that cannot be searched, and those whose text was recognised. Empty if the file itself has all text. */
export function describeText(document: Pages): string[] {
  const { pages, pages_without_text, pages_read_by_ocr } = document;
  const without = pages_without_text.length;
  const facts = [
    without > 0 &&
      (hasNoText(document)
        ? "no page has text that can be searched"
        : typeof pages === "number"
          ? `${without} of ${plural(pages, "page")} ${without === 1 ? "has" : "have"} no text`
          : `${plural(without, "page")} without text`),
    pages_read_by_ocr.length > 0 && `${plural(pages_read_by_ocr.length, "page")} read by OCR`,
  ];
  return facts.filter((fact) => fact !== false);
}
