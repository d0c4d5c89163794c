import {
  accountsWithLead,
  leadField,
  LEADS_FIELD,
  MOST_LEAD_CHARACTERS,
  NO_LEAD,
} from "../../../src/domain/settings/leadFields.ts";
import { writePairs } from "../../../src/domain/settings/formText.ts";
import { asText } from "../../text/asText.ts";
import { field, typed, withHelpText, type Field, type Form } from "./form.ts";
import { sayCount } from "./tableFields.ts";

/** A person picker for the lead of each staging account or, where these are many, lines of text. */
export function leadFields(form: Form): readonly Field[] {
  const { page, extent, messages } = form;
  if (extent.leadsAsText) return [leadsAsText(form)];
  const { labels, leadOfRest, noLead, noLeadForRest } = messages.settings;
  return [...accountsWithLead(page.values), "*"].map((account) => {
    const id = leadField(account);
    const nobodyText = account === "*" ? noLeadForRest : noLead;
    const stored = page.values.stagingLeads[account] ?? "";
    const value = typed(form, id, stored);
    return field(form, id, {
      hasName: true,
      name: account === "*" ? leadOfRest : asText(account, 320),
      detail: "",
      isPerson: true,
      labelText: labels.lead,
      hintText: nobodyText,
      value,
      choices: leadChoices(form, nobodyText, stored, value),
      ...(account === "*"
        ? withHelpText(form, messages.settings.help.stagingLeads)
        : {}),
    });
  });
}

function leadsAsText(form: Form): Field {
  const { page, extent, messages } = form;
  const { labels, hints, help } = messages.settings;
  const { stagingLeads } = page.values;
  if (extent.left.has(LEADS_FIELD))
    return field(form, LEADS_FIELD, {
      hasName: true,
      name: labels.stagingLeads,
      detail: "",
      isNote: true,
      note: sayCount(
        Object.keys(stagingLeads).length,
        page.changedByAdmins.includes("stagingLeads") ? null : "STAGING_LEADS",
        messages,
      ),
    });
  return field(form, LEADS_FIELD, {
    isList: true,
    labelText: labels.stagingLeads,
    hintText: hints.leads,
    value: typed(form, LEADS_FIELD, writePairs(stagingLeads)).slice(
      0,
      MOST_LEAD_CHARACTERS,
    ),
    maxLength: MOST_LEAD_CHARACTERS,
    ...withHelpText(form, help.stagingLeads),
  });
}

/** The client itself adds the people of the tenant; what stands in the field already must be among the choices. */
function leadChoices(
  { options }: Form,
  nobodyText: string,
  stored: string,
  value: string,
) {
  const names = options.after?.kind === "faulty" ? options.after.names : {};
  const people = [...new Set([stored, value])].filter(
    (lead) => lead !== "" && lead !== NO_LEAD,
  );
  return [
    { titleText: nobodyText, value: NO_LEAD },
    ...people.map((lead) => ({
      titleText: asText(
        (Object.hasOwn(names, lead) ? names[lead] : undefined) ?? lead,
        320,
      ),
      value: lead,
    })),
  ];
}
