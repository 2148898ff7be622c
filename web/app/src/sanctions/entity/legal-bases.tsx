import type { ListEntity, ListLegalBasis } from "sisuiq-client";

import { Card, CardContent, CardHeader } from "@/components/ui/card";
import * as m from "@/paraglide/messages";
import { describeLegalBasis } from "@/sanctions/changes/describe-values";

/** The programmes and acts under which an entry is listed. */
export function LegalBases({ content: { programmes, legal_bases } }: { content: ListEntity }) {
  return (
    <Card>
      <CardHeader title={m.entities_grounds()} />
      <CardContent className="grid gap-3 text-[0.8125rem]">
        <Texts title={m.entities_programmes()} texts={programmes} />
        <div>
          <h3 className="text-muted">{m.entities_legal_bases()}</h3>
          {legal_bases.length === 0 ? (
            <p>{m.common_not_stated()}</p>
          ) : (
            <ul className="grid gap-1">
              {legal_bases.map((basis) => (
                <li key={describeLegalBasis(basis)} className="wrap-anywhere">
                  <Basis basis={basis} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </CardContent>
    </Card>
  );
}

function Texts({ title, texts }: { title: string; texts: string[] }) {
  return (
    <div>
      <h3 className="text-muted">{title}</h3>
      <p className="wrap-anywhere">{texts.length === 0 ? m.common_not_stated() : texts.join(", ")}</p>
    </div>
  );
}

function Basis({ basis: { url, ...basis } }: { basis: ListLegalBasis }) {
  const text = describeLegalBasis(basis);
  return url !== undefined && isWebAddress(url) ? (
    <a href={url} rel="noreferrer" className="text-link underline">
      {text}
    </a>
  ) : (
    describeLegalBasis({ ...basis, ...(url === undefined ? {} : { url }) })
  );
}

/** Whether an address of a list leads to a web page, and runs no script. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ["https:", "http:"].includes(new URL(url).protocol);
}
