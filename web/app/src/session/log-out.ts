import type { QueryClient } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { api } from "@/lib/api";
import { browserState } from "@/lib/storage";

/** Ends the session and leads to the login page. When it fails, the session is still active. */
export async function logOut(queries: QueryClient): Promise<void> {
  await orThrow(api.POST("/api/auth/logout"));
  browserState.setSession(null);
  browserState.setPendingAnswer(null);
  browserState.setQuestion(null);
  queries.clear();
  location.assign(location.pathname.startsWith("/admin/") ? "/admin/login/" : "/login/");
}
