"use client";

import * as m from "@/paraglide/messages";

import { Button } from "./button";
import type { Placeholder } from "./deferred";
import { Notice } from "./notice";

/** The error of a part of the page whose code could not be loaded. Nothing while it is loading. */
export function PartFailure({ retry, className }: Placeholder & { className?: string }) {
  return (
    retry && (
      <Notice variant="danger" className={className}>
        {m.common_part_not_loaded()}{" "}
        <Button
          size="small"
          variant="ghost"
          className="text-inherit underline"
          onClick={(event) => {
            // a menu closes when it is clicked
            event.stopPropagation();
            retry();
          }}
        >
          {m.common_try_again()}
        </Button>
      </Notice>
    )
  );
}
