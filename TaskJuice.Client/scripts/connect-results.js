// The popup notifies every page when it returns: see connect-result.js.
export const results = new BroadcastChannel("taskjuice-connect");
