import { ButtonLink } from "@/components/ui/button-link";
import * as m from "@/paraglide/messages";

export function SignInLink() {
  return (
    <ButtonLink href="/login/" variant="primary" className="mt-4 w-full">
      {m.session_sign_in()}
    </ButtonLink>
  );
}
