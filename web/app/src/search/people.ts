import { User } from "lucide-react";
import { orThrow } from "sisuiq-client";

import { userAddress } from "@/admin/users/address";
import { api } from "@/lib/api";
import { ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import { LIMIT, type Source } from "./source";

/** All accounts. */
export const PEOPLE: Source = {
  id: "people",
  title: m.search_people(),
  needs: "users.manage",
  list: { path: "/admin/users/", title: m.search_all_people },
  async find(q, signal) {
    const { data, count } = await orThrow(api.GET("/api/admin/users", { params: { query: { q, limit: LIMIT } }, signal }));
    const options = data.map(({ id, name, email, role }) => ({
      key: `person:${id}`,
      title: name,
      hint: `${email} · ${ROLE_LABELS[role]}`,
      icon: User,
      target: { address: userAddress(id) },
    }));
    return { options, count };
  },
};
