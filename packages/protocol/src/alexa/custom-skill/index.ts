/** Custom skill. */
export {};
