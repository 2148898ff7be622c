import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

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
        ? m.documents_no_page_has_text()
        : typeof pages === "number"
          ? m.documents_pages_without_text_of({ count: without, pages: whole(pages) })
          : m.documents_pages_without_text({ count: without })),
    pages_read_by_ocr.length > 0 && m.documents_pages_read_by_ocr({ count: pages_read_by_ocr.length }),
  ];
  return facts.filter((fact) => fact !== false);
}
