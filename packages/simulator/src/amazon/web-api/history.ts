import { json, page } from "../api-answer.js";
import type { Utterance } from "../people/notebook.js";
import type { Chapter, WebCall } from "./web-call.js";

const CSRF_TOKEN = "street-history-token";
const RECORDS_PER_PAGE = 10;

/** What was said to the household (Amazon reference 5.7); commands that were not spoken do not appear. */
export const historyChapter: Chapter = {
  "GET /alexa-privacy/apd/activity": () => page(CSRF_PAGE),
  "GET /alexa-privacy/apd/rvh": () => page(CSRF_PAGE),
  "POST /alexa-privacy/apd/rvh/customer-history-records-v2": (call) => {
    if (call.request.headers["anti-csrftoken-a2z"] !== CSRF_TOKEN) return json({ message: "Forbidden" }, 403);
    return json({
      customerHistoryRecords: recent(call).map((utterance) => historyRecord(call.customer.id, utterance)),
      encodedRequestToken: null,
      noDataFoundWithinTimeLimit: false,
      lastRecordTimestamp: null,
      voiceProfileAssociatedWithPerson: false,
    });
  },
};

const CSRF_PAGE = `<!doctype html><html><head><meta name="csrf-token" content="${CSRF_TOKEN}"></head><body></body></html>`;

/** Newest first. */
function recent({ notebook, request: { query } }: WebCall): readonly Utterance[] {
  const [from, to] = [Number(query.get("startTime")), Number(query.get("endTime"))];
  const inTime = notebook.utterances.filter(({ atEpochMs }) => atEpochMs >= from && atEpochMs <= to);
  return inTime.reverse().slice(0, RECORDS_PER_PAGE);
}

function historyRecord(customerId: string, utterance: Utterance): object {
  const { serial, deviceType, deviceName, atEpochMs, said, answered } = utterance;
  const recordKey = `${customerId}#${String(atEpochMs)}#${deviceType}#${serial}`;
  const item = (recordItemType: string, transcriptText: string): object => ({
    recordItemKey: `${recordKey}#${recordItemType}`,
    recordItemType,
    utteranceId: recordKey,
    timestamp: atEpochMs,
    transcriptText,
    agentVisualName: null,
  });
  return {
    recordKey,
    recordType: "VoiceHistoryRecord",
    timestamp: atEpochMs,
    customerId,
    device: { deviceName, deviceEntityId: `entity.${deviceType}` },
    isBinaryFeedbackProvided: false,
    isFeedbackPositive: false,
    utteranceType: "GENERAL",
    domain: null,
    intent: null,
    skillName: null,
    voiceHistoryRecordItems: [item("CUSTOMER_TRANSCRIPT", said), item("ALEXA_RESPONSE", answered)],
  };
}
