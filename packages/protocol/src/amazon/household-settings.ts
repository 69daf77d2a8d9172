/** The lesser commands of the web API (Amazon reference 5.3 to 5.6). */
import { z } from "zod";
import { openEnum, openObject, readableItems } from "../open-schemas.js";

/** App → Amazon: POST /api/np/control-media-session, Amazon reference 5.3. */
export const MediaSessionCommandSchema = openObject({
  command: openObject({
    type: z.enum([
      "NPPauseCommand",
      "NPResumeCommand",
      "NPStopCommand",
      "NPNextCommand",
      "NPPreviousCommand",
      "NPPlayCommand",
    ]),
  }),
  controllerEndpoint: openObject({ id: openObject({ deviceSerialNumber: z.string().min(1) }) }),
});
export type MediaSessionCommand = z.infer<typeof MediaSessionCommandSchema>;

/** App → Amazon: POST …/audio/v2/speakerVolume, Amazon reference 5.4. */
export const SpeakerVolumeBodySchema = openObject({ volume: z.number().int().min(0).max(100) });
export type SpeakerVolumeBody = z.infer<typeof SpeakerVolumeBodySchema>;

/** App → Amazon: PUT /api/dnd/status, Amazon reference 5.6. */
export const DoNotDisturbBodySchema = openObject({
  deviceSerialNumber: z.string().min(1),
  deviceType: z.string(),
  enabled: z.boolean(),
});
export type DoNotDisturbBody = z.infer<typeof DoNotDisturbBodySchema>;

const tone = z.number().int().min(-6).max(6);

/** App → Amazon: POST /api/equalizer/<dsn>/<type>, Amazon reference 5.6. */
export const EqualizerBodySchema = openObject({ bass: tone, mid: tone, treble: tone });
export type EqualizerBody = z.infer<typeof EqualizerBodySchema>;

/** App → Amazon: POST /api/bluetooth/pair-sink and unpair-sink, Amazon reference 5.6. */
export const BluetoothBodySchema = openObject({ bluetoothDeviceAddress: z.string().min(1) });
export type BluetoothBody = z.infer<typeof BluetoothBodySchema>;

/** Amazon → us: one entry of the Bluetooth states, Amazon reference 5.6. MUSIC: something streams to the device. */
export const BluetoothStateSchema = openObject({
  deviceSerialNumber: z.string().min(1),
  streamingState: openEnum(["MUSIC", "NONE"]).nullable().optional(),
});
export type BluetoothState = z.infer<typeof BluetoothStateSchema>;

/** Amazon → us: GET /api/bluetooth, Amazon reference 5.6. */
export const BluetoothStatesSchema = openObject({ bluetoothStates: readableItems(BluetoothStateSchema) });
export type BluetoothStates = z.infer<typeof BluetoothStatesSchema>;

/** App → Amazon: POST /api/behaviors/operation/validate, Amazon reference 5.6. The payload is JSON in a string. */
export const ValidateBodySchema = openObject({
  type: z.string(),
  operationPayload: z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: "custom", input: undefined, params: { complaint: "is no JSON" } });
      return z.NEVER;
    }
  }),
});
export type ValidateBody = z.infer<typeof ValidateBodySchema>;
