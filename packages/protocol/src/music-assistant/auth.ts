/** Who may use the API (Sendspin reference 4.3). */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../open-schemas.js";

const UserSchema = openObject({
  username: displayOnly(z.string().nullable()),
  display_name: displayOnly(z.string().nullable()),
  role: displayOnly(openEnum(["admin", "user", "guest", "service"])),
});

/** Server → client: result of `auth`, Sendspin reference 4.2. */
export const AuthenticatedSchema = openObject({ authenticated: z.boolean(), user: displayOnly(UserSchema.nullable()) });
export type Authenticated = z.infer<typeof AuthenticatedSchema>;

/** Server → client: result of `auth/login` and `auth/join_code/exchange`; a refusal is a result too (reference 4.3). */
export const LoginResultSchema = openObject({
  success: z.boolean(),
  access_token: z.string().min(1).nullable().optional(),
  error: displayOnly(z.string().nullable()),
  user: displayOnly(UserSchema.nullable()),
});
export type LoginResult = z.infer<typeof LoginResultSchema>;

/** Server → client: result of `auth/token/create`: the long-lived token itself. */
export const LongLivedTokenSchema = z.string().min(1);
