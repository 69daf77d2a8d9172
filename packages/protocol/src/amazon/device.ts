/** Devices and their preferences (Amazon reference 5.2). Field names as Amazon writes them. */
import { z } from "zod";
import { displayOnly, openObject, readableItems } from "../open-schemas.js";

/** Amazon has been seen to leave lists out or to send null for them; a device without lists is still a device. */
const repairedStrings = z.array(z.string()).catch([]);

/** One registration inside an app's device. */
const AppDeviceSchema = openObject({
  deviceAccountId: displayOnly(z.string().nullable()),
  deviceType: z.string(),
  serialNumber: z.string(),
});

/** Amazon → us: one entry of GET /api/devices-v2/device, Amazon reference 5.2. Missing lists become empty ones. */
export const DeviceSchema = openObject({
  serialNumber: z.string().min(1),
  deviceType: z.string().min(1),
  /** The name its owner gave it. */
  accountName: z.string().catch("Echo"),
  /** Free words (`ECHO`, `KNIGHT`, `ROOK`, `WHA`, …), Amazon adds to them without notice. */
  deviceFamily: z.string().catch("UNKNOWN"),
  capabilities: repairedStrings,
  online: z.boolean().catch(false),
  clusterMembers: repairedStrings,
  parentClusters: repairedStrings,
  appDeviceList: readableItems(AppDeviceSchema).catch([]),
  deviceAccountId: displayOnly(z.string().nullable()),
  /** Nodes of a sequence with another owner are dropped by Amazon (section 6). */
  deviceOwnerCustomerId: displayOnly(z.string().nullable()),
  deviceTypeFriendlyName: displayOnly(z.string().nullable()),
  softwareVersion: displayOnly(z.string().nullable()),
});
export type Device = z.infer<typeof DeviceSchema>;

/** Amazon → us: answer of GET /api/devices-v2/device, Amazon reference 5.2. Entries without serial or type are left out. */
export const DeviceListSchema = openObject({ devices: readableItems(DeviceSchema) });
export type DeviceList = z.infer<typeof DeviceListSchema>;

/** Amazon → us: one entry of GET /api/device-preferences, Amazon reference 5.2. */
export const DevicePreferenceSchema = openObject({
  deviceSerialNumber: z.string().min(1),
  deviceType: displayOnly(z.string().nullable()),
  /** Such as `de-DE`; the language in which sequences for this device must be written. */
  locale: displayOnly(z.string().nullable()),
  timeZoneId: displayOnly(z.string().nullable()),
});
export type DevicePreference = z.infer<typeof DevicePreferenceSchema>;

/** Amazon → us: answer of GET /api/device-preferences, Amazon reference 5.2. */
export const DevicePreferencesSchema = openObject({ devicePreferences: readableItems(DevicePreferenceSchema) });
export type DevicePreferences = z.infer<typeof DevicePreferencesSchema>;
