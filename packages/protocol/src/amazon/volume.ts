/** Volumes (Amazon reference 5.4). */
import { z } from "zod";
import { displayOnly, openObject, readableItems } from "../open-schemas.js";

/** Amazon → us: one entry of allDeviceVolumes, Amazon reference 5.4. Entries of groups can be 0. */
export const DeviceVolumeSchema = openObject({
  dsn: z.string().min(1),
  deviceType: displayOnly(z.string().nullable()),
  speakerVolume: z.number().min(0).max(100).nullable(),
  speakerMuted: z.boolean().nullable().optional(),
  alertVolume: displayOnly(z.number().nullable()),
  /** Anything but null means that the volume beside it is not to be believed. */
  error: z.unknown().optional(),
});
export type DeviceVolume = z.infer<typeof DeviceVolumeSchema>;

/** Amazon → us: GET /api/devices/deviceType/dsn/audio/v1/allDeviceVolumes, Amazon reference 5.4. May lack devices. */
export const AllDeviceVolumesSchema = openObject({ volumes: readableItems(DeviceVolumeSchema) });
export type AllDeviceVolumes = z.infer<typeof AllDeviceVolumesSchema>;
