/** A line of text and its position, in points from the lower left corner of an A4 page. */
export interface Line {
  left: number;
  bottom: number;
  text: string;
}

const SIZE = 12;

/** A PDF file with these lines on its pages, in Helvetica. */
export function pdfOf(pages: Line[][]): Buffer {
  const objects: string[] = [];
  const numberOfPage = (index: number) => 4 + 2 * index;
  const kids = pages.map((_, index) => `${numberOfPage(index)} 0 R`).join(" ");
  objects.push("<</Type/Catalog/Pages 2 0 R>>", `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`);
  objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  for (const [index, lines] of pages.entries()) {
    const text = lines.map(({ left, bottom, text }) => `BT /F ${SIZE} Tf ${left} ${bottom} Td (${text}) Tj ET`).join("\n");
    const contents = numberOfPage(index) + 1;
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${contents} 0 R/Resources<</Font<</F 3 0 R>>>>>>`);
    objects.push(`<</Length ${text.length}>>\nstream\n${text}\nendstream`);
  }
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  file += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(file, "latin1");
}
