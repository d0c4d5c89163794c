/** How far back a device's proposals are read: evidence that changes its mind every hour must not push a "no" out. */
export const HISTORY = 1000;
