import { WireError } from "@ma-alexa/protocol";
import { parsePushEvent } from "@ma-alexa/protocol/amazon";
import type { PushEvent } from "@ma-alexa/protocol/amazon";
import type { PushFact } from "./push-fact.js";

const PLAYER_STATES = { PLAYING: "playing", INTERRUPTED: "interrupted", FINISHED: "finished" } as const;

/** What a push event means for us; undefined when nothing. Throws a WireError when one we act on is malformed. */
export function readPush(command: string, payload: unknown): PushFact | "sessions-changed" | undefined {
  return translate(parsePushEvent(command, payload));
}

/** Whether the error only says that the peer sent something malformed. */
export function isMalformed(error: unknown): error is WireError {
  return error instanceof WireError;
}

function translate(event: PushEvent): PushFact | "sessions-changed" | undefined {
  switch (event.kind) {
    case "volumeChange": {
      const { dopplerId, volumeSetting, isMuted } = event.payload;
      return { kind: "volume", serial: dopplerId.deviceSerialNumber, level: volumeSetting, muted: isMuted };
    }
    case "audioPlayerState": {
      const { dopplerId, audioPlayerState } = event.payload;
      if (audioPlayerState === "unknown") return undefined;
      return { kind: "player", serial: dopplerId.deviceSerialNumber, state: PLAYER_STATES[audioPlayerState] };
    }
    case "connectionChange": {
      const { dopplerId, dopplerConnectionState } = event.payload;
      if (dopplerConnectionState === "unknown") return undefined;
      return {
        kind: "connection",
        serial: dopplerId.deviceSerialNumber,
        online: dopplerConnectionState === "ONLINE",
      };
    }
    case "equalizer":
      return { kind: "equalizer", serial: event.payload.dopplerId.deviceSerialNumber };
    case "bluetooth": {
      const { dopplerId, bluetoothEvent } = event.payload;
      if (bluetoothEvent !== "STREAMING_STATE_CHANGED") return undefined;
      return { kind: "bluetooth", serial: dopplerId.deviceSerialNumber };
    }
    case "mediaSessionsUpdated":
      return "sessions-changed";
    case "nowPlayingUpdated":
    case "other":
      return undefined;
  }
}
