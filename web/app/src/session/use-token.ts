"use client";

import { useEffect, useState } from "react";

/**
 * The token of a message. It is in the fragment of the address, which browsers do not send. Undefined until the page has its
 * scripts, null if there is none.
 */
export function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => setToken(new URLSearchParams(location.hash.slice(1)).get("token")), []);
  return token;
}
