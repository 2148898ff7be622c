import type { GroupOfUserOut } from "sisuiq-client";
import { groupAddress } from "@/admin/groups/address";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import * as m from "@/paraglide/messages";

/** The groups of an account. */
export function GroupsCard({ groups }: { groups: GroupOfUserOut[] }) {
  return (
    <Card>
      <CardHeader title={m.admin_users_groups()} description={m.admin_users_groups_description()} />
      <CardContent>
        {groups.length === 0 ? (
          <p className="text-[0.8125rem] text-muted">{m.admin_users_groups_none()}</p>
        ) : (
          <ul className="flex flex-col gap-1.5 text-[0.8125rem]">
            {groups.map(({ id, name }) => (
              <li key={id}>
                <Link href={groupAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
