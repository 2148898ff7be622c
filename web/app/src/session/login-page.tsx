import { EntryPage } from "./entry-page";
import { LoginForm } from "./login-form";

interface Props {
  title: string;
  fallback: string;
}

export function LoginPage({ title, fallback }: Props) {
  return (
    <EntryPage title={title} description="ERA/UETCL Strategy Copilot">
      <LoginForm fallback={fallback} />
    </EntryPage>
  );
}
