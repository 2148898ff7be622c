"use client";

import type { ComponentProps } from "react";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

import type { UploadRow as Row } from "./upload-row";

/** A chosen file, which pages have only after somebody has chosen one. */
export const UploadRow = deferred<ComponentProps<typeof Row>>(
  async () => (await import("./upload-row")).UploadRow,
  ({ retry }) => <li className="min-h-14">{retry && <PartFailure retry={retry} />}</li>,
);
