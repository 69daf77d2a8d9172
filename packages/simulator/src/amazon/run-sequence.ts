import type { OperationNode, SequenceNode } from "@ma-alexa/protocol/amazon";
import type { AmazonEffects, DeviceFacts } from "./simulated-device.js";

/** With these words a stop concerns every device of the account (Amazon reference 6). */
const ALL_DEVICES = "ALEXA_ALL_DSN";

/** What a sequence acts on. */
export interface SequenceScene {
  readonly effects: AmazonEffects;
  /** The devices of the account as they are now. */
  readonly devices: () => readonly DeviceFacts[];
  /** Whether the device is not to be disturbed. */
  readonly isUndisturbed: (serial: string) => boolean;
  /** Asked before each operation; false drops it. */
  readonly mayRun: () => boolean;
  /** An effect rejected, which Amazon keeps to itself. */
  readonly failed: (error: unknown) => void;
}

/** Runs a node and what is inside it: serial nodes in order, parallel ones together. Never rejects. */
export async function runSequence(node: SequenceNode, scene: SequenceScene): Promise<void> {
  if (!("nodesToExecute" in node)) {
    await runOperation(node, scene);
    return;
  }
  if (node["@type"].endsWith(".ParallelNode")) {
    await Promise.all(node.nodesToExecute.map((child) => runSequence(child, scene)));
    return;
  }
  for (const child of node.nodesToExecute) await runSequence(child, scene);
}

async function runOperation(
  node: Exclude<SequenceNode, { nodesToExecute: unknown }>,
  scene: SequenceScene,
): Promise<void> {
  if (node.type === "unknown" || !scene.mayRun()) return;
  try {
    await apply(node, scene);
  } catch (error) {
    scene.failed(error);
  }
}

async function apply(node: OperationNode, scene: SequenceScene): Promise<void> {
  const { effects } = scene;
  switch (node.type) {
    case "Alexa.DeviceControls.Volume": {
      const { deviceSerialNumber, customerId, value } = node.operationPayload;
      const target = find(scene, deviceSerialNumber, customerId);
      if (target !== undefined) await effects.setVolume(target.serial, value);
      return;
    }
    case "Alexa.DeviceControls.Stop": {
      const targets = stopTargets(scene, node.operationPayload.devices, node.operationPayload.customerId);
      await Promise.all(targets.map(({ serial }) => effects.stop(serial)));
      return;
    }
    case "Alexa.Operation.SkillConnections.Launch": {
      const { targetDevice, customerId } = node.operationPayload;
      const target = find(scene, targetDevice.deviceSerialNumber, customerId);
      if (target !== undefined) await effects.launchSkill(target.serial, node.skillId);
      return;
    }
    case "Alexa.TextCommand": {
      const { deviceSerialNumber, customerId, text, locale } = node.operationPayload;
      const target = find(scene, deviceSerialNumber, customerId);
      if (target !== undefined) await effects.textCommand(target.serial, text, locale ?? target.locale);
      return;
    }
    case "Alexa.Speak": {
      const { deviceSerialNumber, customerId, textToSpeak } = node.operationPayload;
      const target = find(scene, deviceSerialNumber, customerId);
      if (target !== undefined) await effects.speak?.(target.serial, textToSpeak);
      return;
    }
    case "AlexaAnnouncement": {
      const { content, target } = node.operationPayload;
      const [said] = content;
      if (said !== undefined) await announce(scene, target.devices, said.speak.value);
    }
  }
}

/** Silently nothing where do-not-disturb is on (Amazon reference 8.4). One customer stands for all its devices. */
async function announce(
  scene: SequenceScene,
  devices: readonly { readonly deviceSerialNumber: string }[],
  text: string,
): Promise<void> {
  const targets = devices.flatMap(({ deviceSerialNumber }) => find(scene, deviceSerialNumber, undefined) ?? []);
  const heard = targets.filter(({ serial }) => !scene.isUndisturbed(serial));
  for (const { serial } of heard) await scene.effects.speak?.(serial, text);
}

function stopTargets(
  scene: SequenceScene,
  addressed: readonly { readonly deviceSerialNumber: string }[],
  customerId: string | undefined,
): readonly DeviceFacts[] {
  const isForAll = addressed.some(({ deviceSerialNumber }) => deviceSerialNumber === ALL_DEVICES);
  if (isForAll) return scene.devices().filter(({ online }) => online);
  return addressed.flatMap(({ deviceSerialNumber }) => find(scene, deviceSerialNumber, customerId) ?? []);
}

/** The device that Amazon can reach under this serial. Nodes that name another owner are dropped (Amazon reference 6). */
function find(scene: SequenceScene, serial: string, customerId: string | undefined): DeviceFacts | undefined {
  const device = scene.devices().find((facts) => facts.serial === serial);
  if (device?.online !== true) return undefined;
  return customerId === undefined || customerId === device.ownerCustomerId ? device : undefined;
}
