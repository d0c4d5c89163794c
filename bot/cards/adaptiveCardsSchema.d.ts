/**
 * Stands in for `adaptivecards/src/schema`, which the types of adaptivecards-templating import: that package ships
 * its sources, and TypeScript would check them by our stricter rules. Mapped in tsconfig.json; goes when the
 * templating package names types instead of sources.
 */
export type IAdaptiveCard = Record<string, unknown>;
