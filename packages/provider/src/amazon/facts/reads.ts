import { parse } from "@ma-alexa/protocol";
import {
  AllDeviceVolumesSchema,
  BluetoothStatesSchema,
  DeviceListSchema,
  DevicePreferencesSchema,
  MediaSessionListSchema,
  SpeakerGroupListSchema,
} from "@ma-alexa/protocol/amazon";
import type { Device, SpeakerGroup } from "@ma-alexa/protocol/amazon";
import PQueue from "p-queue";
import type { Breaker } from "../breaker.js";
import { PRIORITY } from "../commands/command.js";
import type { LibraryCall } from "../worker/messages.js";
import { bookedSession } from "./media-session.js";
import type { BookedSession } from "./media-session.js";

/** A device's loudness on Amazon's books. */
export interface BookedVolume {
  readonly level: number;
  readonly muted: boolean;
}

/** Any device of the account may be named; the answer tells of all. */
export interface SessionQuestion {
  readonly serial: string;
  readonly deviceType: string;
}

/**
 * Amazon's books, read one request at a time, so that with the one sequence under way there are never more than two.
 * Reads that somebody waits for overtake housekeeping. All reject with an AmazonError or a WireError.
 */
export class Reads {
  readonly #breaker: Breaker;
  readonly #call: (call: LibraryCall) => Promise<unknown>;
  readonly #lane = new PQueue({ concurrency: 1 });
  #volumes: Promise<ReadonlyMap<string, BookedVolume>> | undefined;

  constructor(breaker: Breaker, call: (call: LibraryCall) => Promise<unknown>) {
    this.#breaker = breaker;
    this.#call = call;
  }

  async devices(): Promise<readonly Device[]> {
    const body = await this.#read("/api/devices-v2/device?cached=true&_=%t", "housekeeping");
    return parse(DeviceListSchema, body, "device list").devices;
  }

  /** The language of every device that has one on the books. */
  async locales(): Promise<ReadonlyMap<string, string>> {
    const body = await this.#read("/api/device-preferences?cached=true", "housekeeping");
    const { devicePreferences } = parse(DevicePreferencesSchema, body, "device preferences");
    const locales = new Map<string, string>();
    for (const { deviceSerialNumber, locale } of devicePreferences) {
      if (typeof locale === "string") locales.set(deviceSerialNumber, locale);
    }
    return locales;
  }

  /** The speaker groups of the household with their members. */
  async groups(): Promise<readonly SpeakerGroup[]> {
    const body = await this.#read("/api/wholeHomeAudio/v1/groups", "housekeeping");
    return parse(SpeakerGroupListSchema, body, "speaker groups").groups;
  }

  /** The volumes on the books; devices may be missing. Callers at the same time share one request. */
  volumes(): Promise<ReadonlyMap<string, BookedVolume>> {
    this.#volumes ??= this.#readVolumes().finally(() => (this.#volumes = undefined));
    return this.#volumes;
  }

  /** All media sessions of the account, whatever device is named. */
  async sessions(ask: SessionQuestion): Promise<readonly BookedSession[]> {
    const query = new URLSearchParams({ deviceSerialNumber: ask.serial, deviceType: ask.deviceType });
    const body = await this.#read(`/api/np/list-media-sessions?${query.toString()}`, "housekeeping");
    const { mediaSessionList } = parse(MediaSessionListSchema, body, "media sessions");
    return mediaSessionList.map(bookedSession);
  }

  /** The serials of the devices to which something streams by Bluetooth. */
  async bluetoothStreaming(): Promise<ReadonlySet<string>> {
    const body = await this.#read("/api/bluetooth?cached=true", "housekeeping");
    const { bluetoothStates } = parse(BluetoothStatesSchema, body, "Bluetooth states");
    const streaming = bluetoothStates.filter(({ streamingState }) => streamingState === "MUSIC");
    return new Set(streaming.map(({ deviceSerialNumber }) => deviceSerialNumber));
  }

  async #readVolumes(): Promise<ReadonlyMap<string, BookedVolume>> {
    const body = await this.#read("/api/devices/deviceType/dsn/audio/v1/allDeviceVolumes", "volume");
    const { volumes } = parse(AllDeviceVolumesSchema, body, "device volumes");
    const booked = new Map<string, BookedVolume>();
    for (const { dsn, speakerVolume, speakerMuted, error } of volumes) {
      const isBelievable = speakerVolume !== null && (error === null || error === undefined);
      if (isBelievable) booked.set(dsn, { level: speakerVolume, muted: speakerMuted ?? false });
    }
    return booked;
  }

  #read(path: string, priority: keyof typeof PRIORITY): Promise<unknown> {
    const read = (): Promise<unknown> => this.#call({ method: "read", path });
    return this.#lane.add(() => this.#breaker.pass("books", read), { priority: PRIORITY[priority] });
  }
}
