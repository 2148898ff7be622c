import type { AnswerSource } from "@/data/chat/answer-source";

import { linkAddress, sharedAddress } from "./link";

/** Charts and rows of answers that a link gives: those of the link. */
export function sharedAnswerSource(token: string): AnswerSource {
  const path = linkAddress(token);
  return {
    chartPath: (type) => `${path}/charts/${encodeURIComponent(type)}`,
    rowsAddress(rowsUrl) {
      const [address, query] = rowsUrl.split("?", 2);
      if (address !== `${path}/rows`) {
        return null;
      }
      const page = sharedAddress(token, "rows");
      return query ? `${page}&of=${encodeURIComponent(query)}` : page;
    },
  };
}
