import type { TransportCommand } from "@ma-alexa/protocol/amazon";

/** What a device plays, as far as Amazon shows it to its owner. */
export interface DeviceMedia {
  /** Told again inside the media reference of the audio player's push. */
  readonly mediaId: string;
  readonly title: string;
  readonly artist?: string;
  readonly album?: string;
  /** The skill's or service's name. */
  readonly providerName?: string;
  readonly positionMs: number;
  readonly lengthMs?: number;
}

/** What Amazon's books say about a device; the names follow the device list (Amazon reference 5.2). */
export interface DeviceFacts {
  readonly serial: string;
  readonly name: string;
  /** `ECHO`, `KNIGHT`, `ROOK`, `WHA`, … */
  readonly family: string;
  readonly type: string;
  /** Such as `de-DE`. */
  readonly locale: string;
  readonly online: boolean;
  /** 0 to 100. */
  readonly volume: number;
  readonly muted: boolean;
  readonly capabilities: readonly string[];
  /** Serials of a group's members. */
  readonly clusterMembers: readonly string[];
  /** Serials of the groups it belongs to. */
  readonly parentClusters: readonly string[];
  readonly playerState: "PLAYING" | "PAUSED" | "IDLE";
  readonly media?: DeviceMedia;
  /** Serial of the group through which it plays. */
  readonly playingInGroup?: string;
  /** A phone or computer plays on it by Bluetooth; Amazon then knows nothing of what. */
  readonly isStreamingBluetooth?: boolean;
  /** Whose device it is, where that is not the owner of the account. */
  readonly ownerCustomerId?: string;
}

/** A device of the household, asked anew whenever somebody wants to know. */
export interface SimulatedDevice {
  describe(): DeviceFacts;
}

/**
 * What Amazon makes devices do. It does not tell its caller whether they did: a rejection is kept among
 * `SimulatedAmazon.failures`.
 */
export interface AmazonEffects {
  /** Sets the volume, 0 to 100. */
  setVolume(serial: string, level: number): Promise<void>;
  /** Stops whatever plays. */
  stop(serial: string): Promise<void>;
  launchSkill(serial: string, skillId: string): Promise<void>;
  /** Acts as if a person had said `text`; `locale` is the sequence's. */
  textCommand(serial: string, text: string, locale: string): Promise<void>;
  /** Alexa speaks on the device, unasked; where left out, nothing is heard of it. */
  speak?(serial: string, text: string): Promise<void>;
  /** The remote control of the Alexa app (Amazon reference 5.5). */
  transport(serial: string, command: TransportCommand): Promise<void>;
}
