export const CHROMIUM = process.env.SISUIQ_TEST_CHROMIUM ?? "/usr/bin/chromium";

/** The URL of the product. */
export const URL_OF_PRODUCT = process.env.SISUIQ_TEST_URL ?? "http://127.0.0.1:8787";

/** The local cloud, which keeps the e-mails that are sent. */
export const AWS_ENDPOINT_URL = process.env.SISUIQ_TEST_AWS_ENDPOINT_URL ?? "http://127.0.0.1:4566";

export const ADMIN = { email: required("SISUIQ_TEST_EMAIL"), password: required("SISUIQ_TEST_PASSWORD") };

/** A random pronounceable word that no document contains. */
export function uniqueWord(): string {
  const pick = (letters: string) => letters.charAt(Math.floor(Math.random() * letters.length));
  const syllables = Array.from({ length: 4 }, () => pick("bdfgklmnprstvz") + pick("aeiou"));
  const word = syllables.join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: README.md says where it comes from`);
  }
  return value;
}
