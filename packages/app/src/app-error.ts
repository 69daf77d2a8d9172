/** What the app tells the person who started it: a code to search for and a sentence with the remedy. */
export type AppErrorCode =
  | "CONFIGURATION_INVALID"
  | "CONFIGURATION_UNREADABLE"
  | "STATE_FOLDER_UNUSABLE"
  | "STATE_FOLDER_IN_USE"
  | "DOCUMENT_UNREADABLE"
  | "SECRETS_LOCKED"
  | "PORT_IN_USE"
  | "CERTIFICATE_UNREADABLE"
  | "MUSIC_ASSISTANT_REFUSED"
  | "MUSIC_SKILL_REFUSED"
  | "NOT_SIGNED_IN"
  | "SIGN_IN_FAILED";

/** An error that a person must act on; `message` is a sentence that names the subject and the remedy, never a secret. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
