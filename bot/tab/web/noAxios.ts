/**
 * Stands in the tab's bundle where `@microsoft/teamsfx` imports axios, for an API client that the tab does not use;
 * the bundler cannot tell, as axios runs code when it is loaded. The tab fetches.
 */
export default {};
