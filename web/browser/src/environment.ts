import { fileURLToPath } from "node:url";

export const CHROMIUM = process.env.SISUIQ_TEST_CHROMIUM ?? "/usr/bin/chromium";

/** Where the product answers. */
export const URL_OF_PRODUCT = process.env.SISUIQ_TEST_URL ?? "http://127.0.0.1:8787";

export const ADMIN = { email: wanted("SISUIQ_TEST_EMAIL"), password: wanted("SISUIQ_TEST_PASSWORD") };

/** The cookies of the demo administrator, who logs in once for all tests. */
export const ADMIN_STATE = fileURLToPath(new URL("../state/admin.json", import.meta.url));

/** A word of this run's own, which can be said and is in no document. */
export function ownWord(): string {
  const pick = (letters: string) => letters.charAt(Math.floor(Math.random() * letters.length));
  const syllables = Array.from({ length: 4 }, () => pick("bdfgklmnprstvz") + pick("aeiou"));
  const word = syllables.join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: README.md says where it comes from`);
  }
  return value;
}
