import { ButtonLink } from "@/components/ui/button-link";

export function SignInLink() {
  return (
    <ButtonLink href="/login/" variant="primary" className="mt-4 w-full">
      Sign in
    </ButtonLink>
  );
}
