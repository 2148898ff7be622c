/** The cells of a CSV text (RFC 4180). The separator is a comma, semicolon or tab: the one that occurs most in the first line. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < source.length; at += 1) {
    const letter = source.charAt(at);
    if (isQuoted) {
      if (letter === '"' && source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') {
        isQuoted = false;
      } else {
        cell += letter;
      }
    } else if (letter === '"' && cell === "") {
      isQuoted = true;
    } else if (letter === separator) {
      endCell();
    } else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && source.charAt(at + 1) === "\n") {
        at += 1;
      }
      endRow();
    } else {
      cell += letter;
    }
  }
  if (cell !== "" || row.length > 0) {
    endRow();
  }
  return rows.filter((cells) => cells.some((text) => text.trim() !== ""));
}

function separatorOf(text: string): string {
  const first = text.split(/[\r\n]/, 1)[0] ?? "";
  const counts = [",", ";", "\t"].map((separator) => ({ separator, count: first.split(separator).length }));
  return counts.sort((one, other) => other.count - one.count)[0]?.separator ?? ",";
}

/** The encoding in which a file was read. */
export interface Decoded {
  text: string;
  encoding: "UTF-8" | "UTF-16" | "CP949";
}

/** The text of a file: UTF-16 with a byte order mark, else UTF-8, else CP949, in which Korean offices write. */
export function decode(bytes: Uint8Array): Decoded | null {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) {
    return { text: new TextDecoder(mark === 0xfffe ? "utf-16le" : "utf-16be").decode(bytes), encoding: "UTF-16" };
  }
  for (const [label, encoding] of [
    ["utf-8", "UTF-8"],
    ["euc-kr", "CP949"],
  ] as const) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
    } catch {
      // another encoding
    }
  }
  return null;
}
