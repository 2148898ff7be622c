import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import Markdown from "@/answers/markdown";

/** The HTML of an answer whose citations are not loaded yet, without classes. */
function shown(text: string): string {
  const html = renderToStaticMarkup(createElement(Markdown, { text, citations: null, cited: null, onCite: () => {} }));
  return html.replaceAll(/ class="[^"]*"/g, "").replaceAll("\n", "");
}

test("quoted lists are lists below their heading", () => {
  const html = shown("What are the objectives?\n- Raise the share.\n- Reduce losses. [1]");
  expect(html).toContain("<p>What are the objectives?</p><ul><li>Raise the share.</li><li>Reduce losses. <span>[1]</span></li></ul>");
});

test("quoted lines stay lines", () => {
  expect(shown("Core values  \nIntegrity  \nTeamwork [1]")).toContain("<p>Core values<br/>Integrity<br/>Teamwork <span>[1]</span></p>");
});

test("rows are tables with their marks in the last cell", () => {
  const html = shown("| Action | Owner |\n|---|---|\n| Fit a\\|b | Works [1] [2] |");
  expect(html).toContain("<th>Action</th><th>Owner</th>");
  expect(html).toContain("<td>Fit a|b</td><td>Works <span>[1]</span> <span>[2]</span></td>");
});

test("escaped document text is plain text", () => {
  const html = shown("\\# Pay now  \n\\> quoted  \n\\---");
  expect(html).toContain("<p># Pay now<br/>&gt; quoted<br/>---</p>");
});
