import { expect, test } from "vitest";

import { countUploads, isInProgress, isLostOnUnload, newUpload, type UploadState } from "@/uploads/upload";

const file = (name: string, content = "%PDF-1.7") => new File([content], name);
const inState = (state: UploadState) => ({ ...newUpload(file("a.pdf"), null), state });
const ALL: UploadState[] = ["chosen", "refused", "queued", "uploading", "processing", "ready", "failed"];

test.each(["notes.txt", "pdf", "plan.pdf.exe"])("%s is not accepted", (name) => {
  expect(newUpload(file(name), null)).toMatchObject({ state: "refused", reason: "Only PDF files are supported." });
});

test("an empty file is not accepted", () => {
  expect(newUpload(file("empty.pdf", ""), null)).toMatchObject({ state: "refused", reason: "This file is empty." });
});

test("the extension is not case-sensitive", () => {
  expect(newUpload(file("PLAN.PDF"), null)).toMatchObject({ state: "chosen", name: "PLAN.PDF", reason: null });
});

test("a new version keeps the document's name", () => {
  expect(newUpload(file("draft-2.pdf"), { id: "document-1", name: "Plan" }).name).toBe("Plan");
});

test("a file for a dataset keeps it", () => {
  expect(newUpload(file("law.pdf"), null, "EU-Sanctions").dataset).toBe("EU-Sanctions");
  expect(newUpload(file("plan.pdf"), null).dataset).toBeNull();
});

test("datasets of law take texts as well", () => {
  for (const name of ["law.XML", "law.htm", "law.html", "law.txt", "law.pdf"]) {
    expect(newUpload(file(name), null, "EU-Sanctions").state).toBe("chosen");
  }
  expect(newUpload(file("law.docx"), null, "EU-Sanctions")).toMatchObject({
    state: "refused",
    reason: "Only PDF, HTML, XML and text files are supported.",
  });
});

test("only started uploads are counted", () => {
  expect(countUploads(ALL.map(inState))).toEqual({ started: 5, done: 2, failed: 1 });
  expect(countUploads([])).toEqual({ started: 0, done: 0, failed: 0 });
});

test("processing survives closing the page", () => {
  expect(ALL.filter((state) => isInProgress(inState(state)))).toEqual(["queued", "uploading", "processing"]);
  expect(ALL.filter((state) => isLostOnUnload(inState(state)))).toEqual(["queued", "uploading"]);
});
