import { SetUpSchema, type SetUp } from "@ma-alexa/protocol/admin";
import { callFor } from "./call.js";

/** Tries the public address anew. */
export const checkSetUp = (): Promise<SetUp> => callFor(SetUpSchema, "POST", "api/set-up/check");
