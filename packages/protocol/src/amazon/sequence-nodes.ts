/** Builds the nodes of sequences (Amazon reference 6). */
import type {
  AnnouncementNode,
  ParallelNode,
  Sequence,
  SequenceNode,
  SerialNode,
  SkillLaunchNode,
  SpeakNode,
  StopNode,
  TextCommandNode,
  VolumeNode,
} from "./sequence.js";

const MODEL = "com.amazon.alexa.behaviors.model";
const OPERATION = `${MODEL}.OpaquePayloadOperationNode`;
const DEVICE_CONTROLS = "amzn1.ask.1p.alexadevicecontrols";

/** The device that a node is for. */
export interface SequenceTarget {
  readonly deviceSerialNumber: string;
  readonly deviceType: string;
  /** The device's own owner, not the account's: nodes with another owner are dropped. */
  readonly customerId: string;
  /** The device's own locale, such as `de-DE`. */
  readonly locale: string;
}

/** Sets the loudness of one device; `level` is 0 to 100. */
export function volumeNode(target: SequenceTarget, level: number): VolumeNode {
  return {
    "@type": OPERATION,
    type: "Alexa.DeviceControls.Volume",
    skillId: DEVICE_CONTROLS,
    operationPayload: { ...addressed(target), value: level },
  };
}

/** Stops whatever the devices play. They share one owner, that of the first. */
export function stopNode(target: SequenceTarget, ...others: readonly SequenceTarget[]): StopNode {
  return {
    "@type": OPERATION,
    type: "Alexa.DeviceControls.Stop",
    skillId: DEVICE_CONTROLS,
    operationPayload: {
      customerId: target.customerId,
      devices: [target, ...others].map(address),
      isAssociatedDevice: false,
    },
  };
}

/** Launches a skill on one device, as if it had been opened by voice. */
export function skillLaunchNode(target: SequenceTarget, skillId: string): SkillLaunchNode {
  return {
    "@type": OPERATION,
    type: "Alexa.Operation.SkillConnections.Launch",
    skillId,
    name: null,
    operationPayload: {
      customerId: target.customerId,
      locale: target.locale,
      targetDevice: address(target),
      connectionRequest: { uri: `connection://AMAZON.Launch/${skillId}`, input: {} },
    },
  };
}

/** Makes one device act as if a person had said `text`, in the device's locale. */
export function textCommandNode(target: SequenceTarget, text: string): TextCommandNode {
  return {
    "@type": OPERATION,
    type: "Alexa.TextCommand",
    skillId: "amzn1.ask.1p.tellalexa",
    operationPayload: { ...addressed(target), text },
  };
}

/** Speaks at most 250 characters on one Echo, in the device's locale. */
export function speakNode(target: SequenceTarget, text: string): SpeakNode {
  return {
    "@type": OPERATION,
    type: "Alexa.Speak",
    skillId: "amzn1.ask.1p.saysomething",
    operationPayload: { ...addressed(target), textToSpeak: text },
  };
}

/** Says the same on all devices at once, in the locale and for the owner of the first. */
export function announcementNode(
  { title, text }: { readonly title: string; readonly text: string },
  target: SequenceTarget,
  ...others: readonly SequenceTarget[]
): AnnouncementNode {
  const devices = [target, ...others].map(({ deviceSerialNumber, deviceType }) => ({
    deviceSerialNumber,
    deviceTypeId: deviceType,
  }));
  return {
    "@type": OPERATION,
    type: "AlexaAnnouncement",
    skillId: "amzn1.ask.1p.routines.messaging",
    operationPayload: {
      expireAfter: "PT5S",
      content: [{ locale: target.locale, display: { title, body: text }, speak: { type: "text", value: text } }],
      target: { customerId: target.customerId, devices },
    },
  };
}

/** The nodes one after the other. */
export function serial(nodes: readonly SequenceNode[]): SerialNode {
  return { "@type": `${MODEL}.SerialNode`, name: null, nodesToExecute: nodes };
}

/** The nodes at the same time. */
export function parallel(nodes: readonly SequenceNode[]): ParallelNode {
  return { "@type": `${MODEL}.ParallelNode`, name: null, nodesToExecute: nodes };
}

/** A whole sequence that begins with `startNode`. */
export function sequence(startNode: SequenceNode): Sequence {
  return { "@type": `${MODEL}.Sequence`, startNode };
}

function address({ deviceSerialNumber, deviceType }: SequenceTarget): StopNode["operationPayload"]["devices"][number] {
  return { deviceSerialNumber, deviceType };
}

function addressed({ deviceSerialNumber, deviceType, customerId, locale }: SequenceTarget): SequenceTarget {
  return { deviceSerialNumber, deviceType, customerId, locale };
}
