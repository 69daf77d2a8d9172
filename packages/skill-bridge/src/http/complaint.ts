/** What is said of a request that was answered with a status of an error. */
export function complaint(status: number): { readonly error: string; readonly message: string } {
  if (status >= 500) return { error: "FAILED", message: "The bridge could not answer; its log says why." };
  return {
    error: "MALFORMED",
    message: status === 413 ? "The request is too long." : "The request cannot be read.",
  };
}
