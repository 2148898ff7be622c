import { describe, expect, test } from "vitest";
import { fieldErrors } from "@/lib/field-errors";
import { sourceAddress } from "@/sanctions/address";
import { draftOf, enabledSettings, fieldOf, partsOf, settingsOf } from "@/sanctions/form/source-draft";

import { apiError, source } from "../builders";

const MAIN = "https://lists.example/sdn.csv";
const ALIASES = "https://lists.example/alt.csv";

describe("the settings of a source", () => {
  test("are what was edited", () => {
    const stored = source({ schedule: "1d@04:30", files: [{ part: "main", url: MAIN }] });
    const { name, format, dataset, files, schedule, enabled } = stored;
    expect(settingsOf(draftOf(stored))).toEqual({ name, format, dataset, files, schedule, enabled });
  });

  test("of a new source have a file and are read daily", () => {
    const draft = { ...draftOf(), name: " UN list ", dataset: " UN-Sanctions ", format: "un_xml" as const };
    expect(settingsOf({ ...draft, urls: { ...draft.urls, main: ` ${MAIN} ` } })).toEqual({
      name: "UN list",
      dataset: "UN-Sanctions",
      format: "un_xml",
      files: [{ part: "main", url: MAIN }],
      schedule: "1d",
      enabled: true,
    });
  });

  test("have only files with an address, and only parts of the format", () => {
    const draft = { ...draftOf(), urls: { main: MAIN, aliases: ALIASES, addresses: "", comments: " " } };
    expect(settingsOf(draft).files.map(({ part }) => part)).toEqual(["main", "aliases"]);
    expect(settingsOf({ ...draft, format: "eu_csv" }).files.map(({ part }) => part)).toEqual(["main"]);
    expect(partsOf("law")).toEqual(["main"]);
    expect(partsOf("ofac_consolidated")).toHaveLength(4);
  });

  test("stay as they are when it is enabled", () => {
    const disabled = source({ enabled: false, state: "disabled" });
    expect(enabledSettings(disabled)).toEqual({ ...settingsOf(draftOf(disabled)), enabled: true });
  });

  test("keep the threshold of a list, which a law has not", () => {
    const stored = source({ threshold: 0.8 });
    expect(settingsOf(draftOf(stored)).threshold).toBe(0.8);
    expect(enabledSettings(stored).threshold).toBe(0.8);
    expect(settingsOf({ ...draftOf(stored), threshold: " " })).not.toHaveProperty("threshold");
    expect(settingsOf({ ...draftOf(stored), format: "law" })).not.toHaveProperty("threshold");
  });

  test("with a schedule of a later release are read daily", () => {
    expect(settingsOf(draftOf(source({ schedule: "1w@mon" }))).schedule).toBe("1d");
  });
});

test("an error of the API is shown at its address", () => {
  const draft = { ...draftOf(), urls: { main: MAIN, aliases: "", addresses: ALIASES, comments: "" } };
  const errors = fieldErrors(apiError(422, "invalid", [{ field: "files[1].url", message: "The host lists.example is not permitted" }]));
  expect(fieldOf("main", draft)).toBe("files[0].url");
  expect(fieldOf("aliases", draft)).toBeUndefined();
  expect(errors[fieldOf("addresses", draft) ?? ""]).toBe("The host lists.example is not permitted.");
});

test("an ID in an address is encoded", () => {
  expect(sourceAddress("a&b")).toBe("/sanctions/source/?id=a%26b");
});
