"use client";

import { useSearchParams } from "next/navigation";

import { isLinkToken } from "./link";
import { LinkGone } from "./link-gone";
import { SharedDataset } from "./shared-dataset";
import { SharedFrame } from "./shared-frame";

/** The page of a link to a dataset, for everybody who has it. */
export function SharedPage() {
  const token = useSearchParams().get("share_token") ?? "";
  return <SharedFrame>{isLinkToken(token) ? <SharedDataset key={token} token={token} /> : <LinkGone />}</SharedFrame>;
}
