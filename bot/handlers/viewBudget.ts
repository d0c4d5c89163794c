/**
 * How long Entra may take to say who asks for a view, which everybody in the tenant may see: it fits a click, whose
 * answer has a second. Whom the directory knows need not be asked about.
 */
export const VIEW_MS = 600;
