/** How an app registers itself at the end of a sign-in (Amazon reference 3.3). All of it is secret. */
import { z } from "zod";
import { openObject } from "../open-schemas.js";

/** App → Amazon: POST /auth/register with the code of a sign-in, Amazon reference 3.3. */
export const RegisterBodySchema = openObject({
  registration_data: openObject({
    device_type: z.literal("A2IVLV5VM2W81"),
    device_serial: z.string().min(1),
    device_name: z.string(),
    app_name: z.string(),
  }),
  auth_data: openObject({
    client_id: z.string(),
    authorization_code: z.string(),
    code_verifier: z.string(),
    code_algorithm: z.literal("SHA-256"),
  }),
});
export type RegisterBody = z.infer<typeof RegisterBodySchema>;

/** App → Amazon: PUT /v1/devices/@self/capabilities, Amazon reference 3.3. What is pushed depends on it. */
export const CapabilitiesBodySchema = openObject({
  capabilities: z.array(openObject({ interface: z.string(), version: z.string() })).min(1),
});
export type CapabilitiesBody = z.infer<typeof CapabilitiesBodySchema>;
