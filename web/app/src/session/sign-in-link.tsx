import Link from "next/link";

import { Button } from "@/components/ui/button";

export function SignInLink() {
  return (
    <Button variant="primary" className="mt-4 w-full" asChild>
      <Link href="/login/" prefetch={false}>
        Sign in
      </Link>
    </Button>
  );
}
