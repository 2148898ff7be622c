import type { Metadata } from "next";

import { Overview } from "@/admin/overview/overview";

// a layout's title template does not apply to the page in the same folder
export const metadata: Metadata = { title: { absolute: "Overview · SISUiQ Admin" } };

export default function Page() {
  return <Overview />;
}
