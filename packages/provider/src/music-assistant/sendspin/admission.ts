import type { DialectName, ServerActivate } from "@ma-alexa/protocol/sendspin";

import type { GoodbyeReason } from "./link.js";
import type { PskKind } from "./noise/psk.js";

type Activity = "playback" | "pairing" | "management";

/** What a server wants to do, and who it has proved to be. */
export interface ActivationRequest {
  readonly dialect: DialectName;
  readonly trust: PskKind;
  readonly unpairedAccess: boolean;
  readonly activities: ServerActivate["activities"];
  readonly activeRoles: readonly string[];
}

/** Whether the server may; otherwise the goodbye that it gets (Sendspin reference 2.6). */
export type Admission = "admitted" | Extract<GoodbyeReason, "pairing_required" | "unauthorized">;

/** Judges a server/activate by the PSK with which the keys were made. Activities that we do not know mean nothing. */
export function admission(request: ActivationRequest): Admission {
  if (isAllowed(request)) return "admitted";
  return isAllowed({ ...request, unpairedAccess: true }) ? "pairing_required" : "unauthorized";
}

function isAllowed(request: ActivationRequest): boolean {
  const wanted = request.activities.filter((activity) => activity !== "unknown");
  const areRolesAllowed = request.activeRoles.length === 0 || mayPlay(request);
  return areRolesAllowed && allowedSets(request).some((allowed) => isSame(allowed, wanted));
}

/** Roles are granted only to those who could add playback. */
function mayPlay(request: ActivationRequest): boolean {
  return allowedSets(request).some((allowed) => allowed.includes("playback"));
}

function allowedSets({ dialect, trust, unpairedAccess }: ActivationRequest): readonly (readonly Activity[])[] {
  if (dialect === "e9") return E9_SETS[trust](unpairedAccess);
  if (trust === "long-term") return [[], ["playback"]];
  return [[], ["pairing"], ...(unpairedAccess ? ([["playback"], ["playback", "pairing"]] as const) : [])];
}

const E9_SETS: Readonly<Record<PskKind, (unpairedAccess: boolean) => readonly (readonly Activity[])[]>> = {
  "long-term": () => [[], ["playback"], ["management"], ["playback", "management"], ["pairing"]],
  pairing: () => [["pairing"]],
  sentinel: (unpairedAccess) => [[], ["pairing"], ...(unpairedAccess ? ([["playback"]] as const) : [])],
};

function isSame(allowed: readonly Activity[], wanted: readonly Activity[]): boolean {
  return allowed.length === new Set(wanted).size && allowed.every((activity) => wanted.includes(activity));
}
