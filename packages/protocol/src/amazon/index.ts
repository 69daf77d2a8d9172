/** Amazon. */
export {};
