import { expect, test, vi } from "vitest";
import type { RehearsalInput, Turn } from "../src/snippet/channel-api";
import { Rehearsal } from "../src/snippet/rehearsal";
import { newThread, receive } from "../widget/thread";
import { wordsOf } from "../wire/frames";
import type { ServerFrame } from "../wire/frames.gen";

const STATE: Turn["state"] = {
  variables: {},
  run: 1,
  with_person: false,
  contact: {},
  ahead: 0,
  said: [],
};
const choices = [{ id: "order", title: "My order" }];

function rehearse(...turns: Turn[]) {
  const frames: ServerFrame[] = [];
  const play = vi.fn<(step: RehearsalInput) => Promise<Turn>>();
  for (const turn of turns) play.mockResolvedValueOnce(turn);
  const rehearsal = new Rehearsal(play, (frame) => frames.push(frame));
  const thread = () => frames.reduce(receive, newThread());
  return { rehearsal, play, frames, thread };
}

const greets: Turn = {
  replies: [{ type: "text", text: "Hello", choices }],
  state: STATE,
  outcome: "waiting",
};
const asks: Turn = {
  replies: [{ type: "text", text: "Which number?", choices: [] }],
  state: STATE,
  outcome: "waiting",
};

const spoken = (thread: ReturnType<typeof newThread>) =>
  thread.messages.map(({ author, content }) => [author, wordsOf(content) || content.type]);

test("it opens the chat with the first words of the flow", async () => {
  const { rehearsal, play, frames, thread } = rehearse(greets);
  rehearsal.take({ type: "hello" });
  await vi.waitFor(() => expect(frames.at(-1)?.type).toBe("turn_done"));
  expect(play).toHaveBeenCalledExactlyOnceWith({ cause: "opened" });
  expect(spoken(thread())).toEqual([["bot", "Hello"]]);
});

test("it goes on from where the flow was, and tells it the words of a button", async () => {
  const { rehearsal, play, thread } = rehearse(greets, asks);
  rehearsal.take({ type: "hello" });
  rehearsal.take({ type: "message", client_msg_id: "m1", choice: "order" });
  await vi.waitFor(() => expect(spoken(thread())).toHaveLength(2));
  expect(play).toHaveBeenLastCalledWith({
    input: { choice: "order", text: "My order" },
    state: STATE,
  });
});

test("it sends a filled form, and says it in words", async () => {
  const field = { kind: "text", required: false } as const;
  const fields = [
    { ...field, id: "name", label: "Name" },
    { ...field, id: "phone", label: "Phone" },
    { ...field, id: "news", label: "Newsletter" },
  ];
  const form: Turn = { ...asks, replies: [{ type: "form", text: "Who are you?", fields }] };
  const { rehearsal, play } = rehearse(form, asks);
  const values = { name: "Lena", phone: "", news: true };
  rehearsal.take({ type: "hello" });
  rehearsal.take({ type: "message", client_msg_id: "m1", values });
  await vi.waitFor(() => expect(play).toHaveBeenCalledTimes(2));
  expect(play).toHaveBeenLastCalledWith({
    input: { text: "Name: Lena\nNewsletter: ✓", values },
    state: STATE,
  });
});

test("it sends a shared place", async () => {
  const { rehearsal, play } = rehearse(asks, asks);
  const values = { latitude: 52.5, longitude: 13.4 };
  rehearsal.take({ type: "hello" });
  rehearsal.take({ type: "message", client_msg_id: "m1", values });
  await vi.waitFor(() => expect(play).toHaveBeenCalledTimes(2));
  expect(play.mock.lastCall?.[0].input?.values).toEqual(values);
});

test("it starts over under a line of its own", async () => {
  const { rehearsal, play, thread } = rehearse(greets, greets);
  rehearsal.take({ type: "hello" });
  rehearsal.take({ type: "start_over" });
  await vi.waitFor(() => expect(spoken(thread())).toHaveLength(3));
  expect(spoken(thread())[1]).toEqual(["system", "divider"]);
  expect(play).toHaveBeenLastCalledWith({ cause: "start_over", state: STATE });
});

test("it says that a person is asked for", async () => {
  const { rehearsal, thread } = rehearse({ ...asks, outcome: "handed_over" });
  rehearsal.take({ type: "hello" });
  await vi.waitFor(() => expect(thread().handledBy).toBe("waiting"));
});

test("it ends the waiting when the server is away, and says so", async () => {
  const { rehearsal, play, thread } = rehearse();
  play.mockRejectedValueOnce(new Error("No connection to the server."));
  rehearsal.take({ type: "hello" });
  await vi.waitFor(() => expect(thread().notice).toBe("No connection to the server."));
  expect(thread().awaiting).toBe(false);
});
