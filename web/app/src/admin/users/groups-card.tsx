import type { GroupOfUserOut } from "sisuiq-client";
import { groupAddress } from "@/admin/groups/address";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";

/** The groups of an account. */
export function GroupsCard({ groups }: { groups: GroupOfUserOut[] }) {
  return (
    <Card>
      <CardHeader title="Groups" description="Documents shared with these groups are shared with this account." />
      <CardContent>
        {groups.length === 0 ? (
          <p className="text-[0.8125rem] text-muted">Not a member of any group.</p>
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
