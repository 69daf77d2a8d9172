/** The simulated Amazon's answers about devices, written as Amazon writes them (Amazon reference 5.2 to 5.4). */
import type { SimulatedCustomer } from "../people/customer.js";
import type { Phone } from "../sign-in/credentials.js";
import type { DeviceFacts, DeviceMedia } from "../simulated-device.js";

/** One entry of GET /api/devices-v2/device. */
export function deviceEntry(facts: DeviceFacts): Record<string, unknown> {
  return {
    accountName: facts.name,
    appDeviceList: [],
    associatedUnitIds: null,
    capabilities: facts.capabilities,
    charging: null,
    clusterMembers: facts.clusterMembers,
    deviceAccountId: `amzn1.alexa.device.account.${facts.serial}`,
    deviceFamily: facts.family,
    deviceOwnerCustomerId: facts.ownerCustomerId ?? "",
    deviceType: facts.type,
    deviceTypeFriendlyName: null,
    essid: null,
    language: null,
    macAddress: null,
    online: facts.online,
    parentClusters: facts.parentClusters,
    postalCode: null,
    registrationId: null,
    remainingBatteryLevel: null,
    serialNumber: facts.serial,
    softwareVersion: "9923456708",
  };
}

/** The entry under which Amazon lists the apps that signed in (Amazon reference 5.2). */
export function phoneEntry(customer: SimulatedCustomer, phones: readonly Phone[]): object {
  const facts: DeviceFacts = {
    serial: `APP${customer.id}`,
    name: "This Device",
    family: "VOX",
    type: APP_TYPE,
    locale: "en-US",
    online: true,
    volume: 0,
    muted: false,
    capabilities: ["MICROPHONE", "CHANGE_NAME"],
    clusterMembers: [],
    parentClusters: [],
    playerState: "IDLE",
    ownerCustomerId: customer.id,
  };
  const apps = phones.map(({ accountId, serial }) => ({
    deviceAccountId: accountId,
    deviceType: APP_TYPE,
    serialNumber: serial,
  }));
  return { ...deviceEntry(facts), appDeviceList: apps };
}

const APP_TYPE = "A2IVLV5VM2W81";

/** The entry as broken as Amazon has sent some: without the three lists that the library takes for granted. */
export function withoutArrays(entry: Record<string, unknown>): Record<string, unknown> {
  return { ...entry, capabilities: undefined, clusterMembers: undefined, parentClusters: undefined };
}

/** One entry of GET /api/device-preferences. */
export function preferenceEntry(facts: DeviceFacts): object {
  return {
    deviceSerialNumber: facts.serial,
    deviceType: facts.type,
    locale: facts.locale,
    timeZoneId: "Europe/Berlin",
    temperatureScale: "CELSIUS",
    distanceUnits: "METRIC",
    goldfishEnabled: true,
  };
}

/** One entry of GET /api/wake-word. */
export function wakeWordEntry(facts: DeviceFacts): object {
  return {
    active: true,
    deviceSerialNumber: facts.serial,
    deviceType: facts.type,
    midFieldState: null,
    wakeWord: "ALEXA",
  };
}

/** One entry of allDeviceVolumes. */
export function volumeEntry(facts: DeviceFacts): object {
  return {
    alertVolume: null,
    deviceType: facts.type,
    dsn: facts.serial,
    error: null,
    speakerMuted: facts.muted,
    speakerVolume: facts.volume,
  };
}

/** The answer of GET /api/np/player; every member is null while the device is idle. Progress in seconds. */
export function playerInfo(facts: DeviceFacts, household: readonly DeviceFacts[]): object {
  const group = household.find(({ serial }) => serial === facts.playingInGroup);
  const { media, playerState } = group ?? facts;
  if (playerState === "IDLE" || media === undefined) return { playerInfo: IDLE_PLAYER };
  const text = { title: media.title, subText1: media.artist ?? null, subText2: media.album ?? null };
  const plain = { ...text, header: null, headerSubtext1: null, multiLineMode: false };
  return {
    playerInfo: {
      ...IDLE_PLAYER,
      state: playerState,
      mediaId: media.mediaId,
      queueId: media.mediaId,
      infoText: plain,
      miniInfoText: plain,
      provider: { providerName: media.providerName ?? null },
      progress: { ...progress(media, 1000), allowScrubbing: false, showTiming: true, visible: true },
      transport: TRANSPORT,
      volume: { muted: facts.muted, volume: facts.volume },
      ...(group === undefined ? {} : throughGroup(group, household)),
    },
  };
}

/** A member that plays with its group says so (Amazon reference 5.3). */
function throughGroup(
  { serial, volume, muted, clusterMembers }: DeviceFacts,
  household: readonly DeviceFacts[],
): object {
  const members = household.filter((device) => clusterMembers.includes(device.serial));
  const memberVolume = members.map((device) => [device.serial, { muted: device.muted, volume: device.volume }]);
  const lemurVolume = { compositeVolume: { muted, volume }, memberVolume: Object.fromEntries(memberVolume) as object };
  return { isPlayingInLemur: true, playingInLemurId: serial, lemurVolume };
}

const TRANSPORT = {
  closedCaptions: null,
  next: "ENABLED",
  playPause: "ENABLED",
  previous: "ENABLED",
  repeat: "ENABLED",
  shuffle: "ENABLED",
  seekBackward: "HIDDEN",
  seekForward: "HIDDEN",
  thumbsDown: "HIDDEN",
  thumbsUp: "HIDDEN",
};

/** The answer of GET /api/np/queue; its real shape is not known (Amazon reference 5.3), so it has only what plays. */
export function playerQueue({ media }: DeviceFacts): object {
  return { queueInfo: null, queue: media === undefined ? [] : [{ title: media.title, mediaId: media.mediaId }] };
}

/** The answer of GET /api/media/state for a device that plays or pauses. */
export function mediaState({ media, playerState, muted, volume }: DeviceFacts): object {
  return {
    clientId: "Dee-Domain-Music",
    contentId: media?.mediaId ?? null,
    contentType: "TRACKS",
    currentState: playerState,
    looping: false,
    shuffling: false,
    muted,
    volume,
    progressSeconds: Math.floor((media?.positionMs ?? 0) / 1000),
    providerId: media?.providerName ?? null,
    queue: [],
    queueId: media?.mediaId ?? null,
    queueSize: 0,
    service: null,
  };
}

const IDLE_PLAYER = {
  state: null,
  hint: null,
  lyrics: null,
  mediaId: null,
  queueId: null,
  infoText: null,
  miniInfoText: null,
  provider: null,
  progress: null,
  mainArt: null,
  volume: null,
  transport: null,
  upNextItems: null,
  lemurVolume: null,
  isPlayingInLemur: false,
  playingInLemurId: null,
};

/** One entry of list-media-sessions, for a device that plays or pauses. */
export function mediaSession(facts: DeviceFacts): object {
  return {
    taskSessionId: taskSessionId(facts),
    castEligibility: null,
    endpointList: [{ id: { deviceSerialNumber: facts.serial, deviceType: facts.type } }],
    nowPlayingData: nowPlayingData(facts),
  };
}

/** The name of the session in which a device plays. */
export function taskSessionId(facts: DeviceFacts): string {
  return `amzn1.echo-api.session.${facts.serial}`;
}

/** What media sessions and the push NotifyNowPlayingUpdated tell about what plays. Progress in milliseconds. */
export function nowPlayingData(facts: DeviceFacts): object {
  const { media } = facts;
  return {
    playerState: facts.playerState,
    mediaId: media?.mediaId ?? null,
    queueId: media?.mediaId ?? null,
    infoText: {
      title: media?.title ?? null,
      subText1: media?.artist ?? null,
      subText2: media?.album ?? null,
      multiLineMode: false,
    },
    provider: { providerName: media?.providerName ?? null },
    progress: { ...progress(facts.media, 1), visible: true, allowScrubbing: false, showTiming: true },
    mainArt: null,
    volume: { muted: facts.muted, volume: facts.volume },
  };
}

function progress(media: DeviceMedia | undefined, unitMs: number): { mediaProgress: number; mediaLength: number } {
  return {
    mediaProgress: Math.floor((media?.positionMs ?? 0) / unitMs),
    mediaLength: Math.floor((media?.lengthMs ?? 0) / unitMs),
  };
}
