/** The part of a skill's manifest that makes it a music skill (Amazon's skill management API, `apis.music`). */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";

/** Skill → Amazon: one interface. Without its requests it passes creation and fails the validation that comes later. */
export const MusicInterfaceSchema = openObject({
  namespace: z.string().min(1),
  version: z.string().optional(),
  requests: z.array(openObject({ name: z.string().min(1) })).min(1),
});
export type MusicInterface = z.infer<typeof MusicInterfaceSchema>;

const EndpointSchema = openObject({
  uri: z.string().min(1),
  sslCertificateType: z.enum(["SelfSigned", "Wildcard", "Trusted"]).optional(),
});

const LocaleSchema = openObject({
  promptName: z.string().min(1),
  aliases: z.array(openObject({ name: z.string() })).min(1),
  features: z.array(openObject({ name: z.string() })).optional(),
});

/** Skill → Amazon: the manifest as far as a music skill needs it. */
export const MusicManifestSchema = openObject({
  manifest: openObject({
    apis: openObject({
      music: openObject({
        endpoint: EndpointSchema,
        interfaces: z.array(MusicInterfaceSchema),
        locales: z.record(z.string(), LocaleSchema),
      }),
    }),
    events: openObject({
      subscriptions: z.array(openObject({ eventName: z.string() })),
      endpoint: EndpointSchema,
    }).optional(),
  }),
});
export type MusicManifest = z.infer<typeof MusicManifestSchema>;
