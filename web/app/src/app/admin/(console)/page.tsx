import type { Metadata } from "next";

import { Overview } from "@/admin/overview/overview";

// the template of a layout does not apply to the page beside it
export const metadata: Metadata = { title: { absolute: "Overview · SISUiQ Admin" } };

export default function Page() {
  return <Overview />;
}
