/** What the events of push say (Amazon reference 7.3), without whom they are for. */
import { randomUUID } from "node:crypto";
import type { SimulatedCustomer } from "../people/customer.js";
import type { DeviceFacts } from "../simulated-device.js";
import { nowPlayingData, taskSessionId } from "../web-api/books.js";

/** What PUSH_AUDIO_PLAYER_STATE tells; INTERRUPTED means paused or stopped, FINISHED that an item came to its end. */
export type PushedPlayerState = "PLAYING" | "INTERRUPTED" | "FINISHED";

export function playerState(audioPlayerState: PushedPlayerState, mediaReferenceId: string | null): object {
  return { mediaReferenceId, quality: null, error: false, audioPlayerState, errorMessage: null };
}

export function nowPlayingUpdated({ id: customerId }: SimulatedCustomer, facts: DeviceFacts, cause: string): object {
  return {
    customerId,
    name: "NotifyNowPlayingUpdated",
    messageId: randomUUID(),
    fallbackAllowed: true,
    update: {
      taskSessionId: taskSessionId(facts),
      update: { cause, nowPlayingData: nowPlayingData(facts) },
    },
  };
}

export function mediaSessionsUpdated({ id: customerId }: SimulatedCustomer): object {
  const name = "NotifyMediaSessionsUpdated";
  return { customerId, name, messageId: randomUUID(), update: null, fallbackAllowed: true };
}

export const NEW_QUEUE = { changeType: "NEW_QUEUE", playBackOrder: null, trackOrderChanged: false, loopMode: null };

export const CONTENT_FOCUS = {
  clientId: "{value=Dee-Domain-Music}",
  deviceComponent: "com.amazon.dee.device.capability.audioplayer.AudioPlayer",
};

export const BLUETOOTH_STREAMING = {
  bluetoothEvent: "STREAMING_STATE_CHANGED",
  bluetoothEventPayload: null,
  bluetoothEventSuccess: true,
};
