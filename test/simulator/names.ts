export const DOMAIN = "contoso.com";

/** Entra allows no accents in a UPN; an apostrophe it does, and Graph filters trip over it. */
export function toLocalPart(givenName: string, surname: string): string {
  return `${givenName}.${surname}`
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}

export const DEPARTMENTS = [
  "Finance",
  "Sales",
  "Legal",
  "Research",
  "Logistics",
];
export const OFFICES = ["Berlin", "Porto", "Leeds", "Lyon"];
export const JOB_TITLES = ["Analyst", "Manager", "Clerk", "Engineer", "Buyer"];
export const HARDWARE = [
  { manufacturer: "HP", model: "EliteBook 840 G10" },
  { manufacturer: "LENOVO", model: "ThinkPad T14 Gen 5" },
  { manufacturer: "Dell Inc.", model: "Latitude 7450" },
  { manufacturer: "Microsoft Corporation", model: "Surface Laptop 6" },
];
export const GIVEN_NAMES =
  "Adele Bianca Carlos Diego Emily Fatima Grady Henrietta Isaiah Johanna Karim Lynne Miriam Nestor Olga Pradeep Quinn Raul Sofia Tariq Ulrike Vera Wei Yara Zoltan Aiko Björn Chiara Dmitri Élodie".split(
    " ",
  );
export const SURNAMES =
  "Abdi Baker Castro Dupont Evans Ferrari Garcia Hansen Ito Jensen Kowalski Lindgren Mueller Novak O'Brien Petrov Quist Rossi Schmidt Tanaka Ueda Varga Wilson Xu Yilmaz Zimmer Andersson Becker Cohen Demir".split(
    " ",
  );
