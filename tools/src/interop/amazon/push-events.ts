/** Every event that the library tells its host, with what makes it tell it (Amazon reference 7.3). */
export const PUSH_EVENTS: readonly (readonly [command: string, told: string, payload: object])[] = [
  [
    "PUSH_AUDIO_PLAYER_STATE",
    "ws-audio-player-state-change",
    { mediaReferenceId: "m:1", quality: null, error: false, audioPlayerState: "PLAYING", errorMessage: null },
  ],
  ["PUSH_VOLUME_CHANGE", "ws-volume-change", { isMuted: false, volumeSetting: 50 }],
  [
    "PUSH_MEDIA_QUEUE_CHANGE",
    "ws-media-queue-change",
    { changeType: "NEW_QUEUE", playBackOrder: null, trackOrderChanged: false, loopMode: null },
  ],
  ["PUSH_MEDIA_CHANGE", "ws-media-change", { mediaReferenceId: "m:1" }],
  [
    "PUSH_MEDIA_PROGRESS_CHANGE",
    "ws-media-progress-change",
    { progress: { mediaProgress: 899_459, mediaLength: 0 }, mediaReferenceId: "m:1" },
  ],
  [
    "PUSH_CONTENT_FOCUS_CHANGE",
    "ws-content-focus-change",
    { clientId: "{value=Dee-Domain-Music}", deviceComponent: "AudioPlayer" },
  ],
  ["PUSH_DOPPLER_CONNECTION_CHANGE", "ws-device-connection-change", { dopplerConnectionState: "ONLINE" }],
  ["PUSH_EQUALIZER_STATE_CHANGE", "ws-equilizer-state-change", { bass: 0, midrange: 0, treble: 0 }],
  [
    "PUSH_BLUETOOTH_STATE_CHANGE",
    "ws-bluetooth-state-change",
    { bluetoothEvent: "DEVICE_CONNECTED", bluetoothEventPayload: null, bluetoothEventSuccess: true },
  ],
  [
    "PUSH_NOTIFICATION_CHANGE",
    "ws-notification-change",
    { eventType: "UPDATE", notificationId: "n", notificationVersion: 1 },
  ],
  ["PUSH_LIST_ITEM_CHANGE", "ws-todo-change", { listId: "l", eventName: "itemCreated", version: 1, listItemId: "i" }],
  ["PUSH_SOMETHING_NEW", "ws-unknown-command", {}],
];
