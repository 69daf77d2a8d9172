/** What Amazon calls a kind of Echo (Amazon reference 5.2). */
export interface EchoModel {
  readonly family: "ECHO" | "KNIGHT";
  readonly type: string;
}

/** The Echos that a household may have. */
export const ECHO_MODELS = {
  "echo-dot-4": { family: "ECHO", type: "A2U21SRK4QGSE1" },
  "echo-dot-5": { family: "ECHO", type: "A4ZXE0RM7LQ7A" },
  "echo-studio": { family: "ECHO", type: "A3RBAYBE7VM004" },
  "echo-show-8": { family: "KNIGHT", type: "A1Z88NGR2BK6A2" },
} as const satisfies Readonly<Record<string, EchoModel>>;

export type EchoModelName = keyof typeof ECHO_MODELS;

/** What an Echo can do, as the device list tells it. */
export const ECHO_CAPABILITIES: readonly string[] = [
  "AUDIO_PLAYER",
  "MUSIC_SKILL",
  "MICROPHONE",
  "VOLUME_SETTING",
  "FLASH_BRIEFING",
  "ALARM_VOLUME",
  "SUPPORTS_CONNECTED_HOME",
];
