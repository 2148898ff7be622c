import type { ReactNode } from "react";

import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";

interface Props {
  title: string;
  address?: string | undefined;
  hint: string;
  isProblem?: boolean;
  badge?: ReactNode;
}

/** An item of a card in two rows. Texts that are too long end with an ellipsis, so that all lines are equally high. */
export function CardLine({ title, address, hint, isProblem = false, badge }: Props) {
  return (
    <div className="flex h-12 items-center gap-3">
      <div className="min-w-0 flex-1">
        {address === undefined ? (
          <p className="truncate font-medium">{title}</p>
        ) : (
          <Link href={address} title={title} className="block truncate font-medium text-link hover:underline">
            {title}
          </Link>
        )}
        <p className={classes("truncate text-xs", isProblem ? "text-danger" : "text-muted")}>{hint}</p>
      </div>
      {badge}
    </div>
  );
}
