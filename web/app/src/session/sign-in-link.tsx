import Link from "next/link";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

export function SignInLink() {
  return (
    <Button variant="primary" className="mt-4 w-full" asChild>
      <Link href="/login/" prefetch={false}>
        {m.session_sign_in()}
      </Link>
    </Button>
  );
}
