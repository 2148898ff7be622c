import { expect } from "@playwright/test";

import { AWS_ENDPOINT_URL } from "./environment.ts";

interface StoredMail {
  Destination: { ToAddresses: string[] };
  Subject: string;
  Body: { text_part: string };
}

/** The path and fragment of the link in an e-mail with this subject, as soon as the local cloud has it. */
export async function linkInMail(address: string, subject: string): Promise<string> {
  let link: string | undefined;
  const look = async () => {
    const answer = await fetch(`${AWS_ENDPOINT_URL}/_aws/ses`);
    const { messages } = (await answer.json()) as { messages: StoredMail[] };
    const mail = messages.findLast((one) => one.Subject === subject && one.Destination.ToAddresses.includes(address));
    link = /https?:\/\/[^/\s]+(\/\S*)/.exec(mail?.Body.text_part ?? "")?.[1];
    return link;
  };
  await expect.poll(look, { message: `the e-mail "${subject}"`, timeout: 45_000 }).toBeDefined();
  return link as string;
}
