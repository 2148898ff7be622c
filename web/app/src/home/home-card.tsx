"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";

import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { CardError } from "./card-error";
import { CardSkeleton } from "./card-skeleton";
import type { HomeCard as Description } from "./cards";

const HEIGHTS = { 1: "min-h-12", 2: "min-h-24", 3: "min-h-36", 4: "min-h-48", 5: "min-h-60", 6: "min-h-72" };

interface Props {
  card: Description;
  account: Account;
}

/** The frame of a card, which is there before its content. */
export function HomeCard({ card: { id, title, link, lines, isWide, load }, account }: Props) {
  const titleId = useId();
  const {
    data: Content,
    error,
    refetch,
  } = useQuery({
    queryKey: ["home card", id],
    // a component that is the data itself would be called as an update of it
    queryFn: async () => (await load()).default,
    staleTime: Infinity,
  });
  return (
    <Card aria-labelledby={titleId} className={classes("min-w-0", isWide && "lg:col-span-2")}>
      <CardHeader
        title={<span id={titleId}>{title}</span>}
        actions={
          link && (
            <Link href={link.path} className="text-[0.8125rem] text-link hover:underline">
              {link.title}
            </Link>
          )
        }
      />
      <CardContent>
        <div className={HEIGHTS[lines]} aria-busy={!Content && !error}>
          {Content ? (
            <Content account={account} />
          ) : error ? (
            <CardError text={m.home_card_unavailable()} onRetry={() => void refetch()} />
          ) : (
            <CardSkeleton lines={lines} />
          )}
        </div>
      </CardContent>
    </Card>
  );
}
