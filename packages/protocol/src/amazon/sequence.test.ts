import { describe, expect, it } from "vitest";
import { parse, WireError } from "../wire.js";
import { buildPreviewBody, parsePreviewBody } from "./preview.js";
import {
  announcementNode,
  parallel,
  sequence,
  serial,
  skillLaunchNode,
  speakNode,
  stopNode,
  textCommandNode,
  volumeNode,
} from "./sequence-nodes.js";
import { VolumeNodeSchema } from "./sequence.js";

const target = { deviceSerialNumber: "G0TEST0001", deviceType: "A2U", customerId: "A1OWNER", locale: "de-DE" };
const other = { ...target, deviceSerialNumber: "G0TEST0002" };

describe("a preview body", () => {
  it("carries the sequence as text inside text", () => {
    const launch = skillLaunchNode(target, "amzn1.ask.skill.x");
    expect(JSON.parse(buildPreviewBody(sequence(launch)))).toEqual({
      behaviorId: "PREVIEW",
      sequenceJson:
        '{"@type":"com.amazon.alexa.behaviors.model.Sequence","startNode":{"@type":"com.amazon.alexa.behaviors.model.OpaquePayloadOperationNode","type":"Alexa.Operation.SkillConnections.Launch","skillId":"amzn1.ask.skill.x","name":null,"operationPayload":{"customerId":"A1OWNER","locale":"de-DE","targetDevice":{"deviceSerialNumber":"G0TEST0001","deviceType":"A2U"},"connectionRequest":{"uri":"connection://AMAZON.Launch/amzn1.ask.skill.x","input":{}}}}}',
      status: "ENABLED",
    });
  });

  it("is read as it was built, nested nodes included", () => {
    const built = sequence(
      serial([
        stopNode(target, other),
        parallel([volumeNode(target, 35), volumeNode(other, 0)]),
        textCommandNode(target, "Ask Music Assistant to play audio"),
        skillLaunchNode(other, "amzn1.ask.skill.x"),
        speakNode(target, "The washing machine is done"),
        announcementNode({ title: "Kitchen", text: "Dinner is ready" }, target, other),
      ]),
    );
    expect(parsePreviewBody(buildPreviewBody(built))).toEqual(built);
  });

  it("reads operations that we never send as unknown", () => {
    const body = preview({
      "@type": "com.amazon.alexa.behaviors.model.OpaquePayloadOperationNode",
      type: "Alexa.Sound",
    });
    expect(parsePreviewBody(body).startNode).toEqual({ type: "unknown", name: "Alexa.Sound" });
  });

  it.each([
    ["startNode.operationPayload.value", preview({ ...volumeNode(target, 101) })],
    ["startNode.nodesToExecute[1].operationPayload.text", preview(serial([stopNode(target), mute()]))],
    ["startNode", preview(undefined)],
    ["sequenceJson", '{"behaviorId":"PREVIEW","status":"ENABLED"}'],
    ["", '{"behaviorId":"PREVIEW","sequenceJson":"{","status":"ENABLED"}'],
    ["", "<html>"],
  ])("is refused when it is malformed at %s", (path, body) => {
    expect(() => parsePreviewBody(body)).toThrow(expect.objectContaining({ name: "WireError", path }) as WireError);
  });

  it("takes a volume that is written as a string", () => {
    const node = volumeNode(target, 35);
    const written = { ...node, operationPayload: { ...node.operationPayload, value: "35" } };
    expect(parse(VolumeNodeSchema, written, "A node")).toEqual(node);
    expect(() => parse(VolumeNodeSchema, { ...node, operationPayload: { value: "" } }, "A node")).toThrow(WireError);
  });
});

/** A text command whose text got lost. */
function mute(): ReturnType<typeof textCommandNode> {
  const node = textCommandNode(target, "");
  return { ...node, operationPayload: { ...node.operationPayload, text: undefined as unknown as string } };
}

function preview(startNode: unknown): string {
  const sequenceJson = JSON.stringify({ "@type": "com.amazon.alexa.behaviors.model.Sequence", startNode });
  return JSON.stringify({ behaviorId: "PREVIEW", sequenceJson, status: "ENABLED" });
}
