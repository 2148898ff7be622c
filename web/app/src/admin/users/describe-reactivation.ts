import * as m from "@/paraglide/messages";

interface Account {
  name: string;
  invited_at?: string | null;
  email_is_verified: boolean;
  last_login_at?: string | null;
}

/** What reactivating an account does. Accepting an invitation confirms the e-mail address, so an unconfirmed one was not accepted. */
export function describeReactivation({ name, invited_at, email_is_verified, last_login_at }: Account): string {
  const hasPassword = !invited_at || email_is_verified || Boolean(last_login_at);
  return hasPassword ? m.admin_users_reactivate_description({ name }) : m.admin_users_reactivate_not_accepted({ name });
}
