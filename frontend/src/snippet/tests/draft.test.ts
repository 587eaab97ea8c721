import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, offline } from "../../api/errors";
import type { Changes, Channel } from "../channel-api";
import { ChannelDraft } from "../draft";

const CHANNEL: Channel = {
  id: "c1",
  key: "ch_1",
  kind: "web",
  active: true,
  name: "Website",
  bot_name: "Moss",
  accent: "#0f766e",
  greeting: "",
  position: "right",
  language: "",
  allowed_origins: [],
  flow: { id: "f1", name: "Front desk" },
  quiet_ms: 0,
  webhook: null,
};

let stored: Channel;
const send = vi.fn<(changes: Changes) => Promise<Channel>>();

beforeEach(() => {
  vi.useFakeTimers();
  stored = CHANNEL;
  send.mockReset().mockImplementation(async ({ flow_id: _flow, language: _language, ...rest }) => {
    stored = { ...stored, ...rest };
    return stored;
  });
});
afterEach(() => vi.useRealTimers());

const rest = () => vi.advanceTimersByTimeAsync(1_000);

test("it shows a change at once and saves it when the person rests", async () => {
  const draft = new ChannelDraft(CHANNEL, send);
  draft.change({ greeting: "He" });
  draft.change({ greeting: "Hello" });
  expect(draft.read()).toMatchObject({ status: "saving", channel: { greeting: "Hello" } });
  expect(send).not.toHaveBeenCalled();
  await rest();
  expect(send.mock.calls).toEqual([[{ greeting: "Hello" }]]);
  expect(draft.read()).toMatchObject({ status: "saved", saved: { greeting: "Hello" } });
});

test("it keeps what is written while a save is under way, and saves it after that", async () => {
  const draft = new ChannelDraft(CHANNEL, send);
  draft.change({ greeting: "Hello" });
  const saving = draft.flush();
  draft.change({ greeting: "Hello you" });
  await saving;
  expect(draft.read()).toMatchObject({ status: "saving", channel: { greeting: "Hello you" } });
  await rest();
  expect(send.mock.calls).toEqual([[{ greeting: "Hello" }], [{ greeting: "Hello you" }]]);
  expect(draft.read().status).toBe("saved");
});

test("it keeps changes while the server is away and brings them when it is back", async () => {
  send.mockRejectedValueOnce(offline());
  const draft = new ChannelDraft(CHANNEL, send);
  draft.change({ accent: "#123456" });
  await rest();
  expect(draft.read()).toMatchObject({ status: "away", channel: { accent: "#123456" } });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(draft.read()).toMatchObject({ status: "saved", saved: { accent: "#123456" } });
});

test("it takes back what is refused, says why, and saves the rest", async () => {
  const fields = { "allowed_origins.1": "Write the site as https://shop.example." };
  send.mockRejectedValueOnce(new ApiError({ code: "invalid", message: "Wrong.", fields }, 422));
  const draft = new ChannelDraft(CHANNEL, send);
  draft.change({ greeting: "Hello", allowed_origins: ["https://a.example", "https://_"] });
  await rest();
  await rest();
  expect(send.mock.calls[1]).toEqual([{ greeting: "Hello" }]);
  expect(draft.read()).toMatchObject({
    status: "saved",
    channel: { greeting: "Hello", allowed_origins: [] },
    errors: { allowed_origins: "Write the site as https://shop.example." },
  });
  draft.change({ allowed_origins: ["https://a.example"] });
  expect(draft.read().errors).toEqual({});
});

test("it shows the name of a flow before the server knows", () => {
  const draft = new ChannelDraft(CHANNEL, send);
  draft.change({ flow_id: "f2" }, { id: "f2", name: "Night desk" });
  expect(draft.read().channel.flow?.name).toBe("Night desk");
  expect(draft.read().saved.flow?.name).toBe("Front desk");
  draft.change({ flow_id: null }, null);
  expect(draft.read().channel.flow).toBeNull();
});
