"use client";

import { UserPlus } from "lucide-react";

import { ButtonLink } from "@/components/ui/button-link";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { Loaded } from "../loaded";
import { useWaitingRequests, WAITING_LIMIT } from "../use-urgent-cards";

/** The requests for access that wait for a decision, and a way to invite people who have no account. */
export default function AccessCard() {
  return (
    <div className="flex min-h-60 flex-col justify-between">
      <Loaded query={useWaitingRequests()} lines={WAITING_LIMIT}>
        {({ data, count }) => (
          <div>
            <p className="text-[0.8125rem] text-muted">{count === 0 ? m.home_access_empty() : m.home_access_count({ count })}</p>
            <ul>
              {data.map(({ id, name, email, created_at }) => (
                <li key={id}>
                  <CardLine
                    title={name}
                    address={`/admin/access/?waiting=true&request=${id}`}
                    hint={`${email} · ${dateTime(created_at)}`}
                  />
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
      <div>
        <ButtonLink href="/admin/users/?invite=true" size="small">
          <UserPlus />
          {m.home_access_invite()}
        </ButtonLink>
      </div>
    </div>
  );
}
