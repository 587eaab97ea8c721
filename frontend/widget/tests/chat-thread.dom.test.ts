import { expect, test, vi } from "vitest";
import type { Content } from "../../wire/frames.gen";
import { FakeSocket } from "../../wire/tests/fake-socket";
import { message } from "./messages";
import {
  all,
  button,
  chat,
  find,
  greeting,
  onAPage,
  openAndGreet,
  serverIsReady,
  texts,
} from "./page";

onAPage();

test("it says who answers", () => {
  const socket = openAndGreet();
  expect(texts(".who > *")).toEqual(["Mossbird", "Automated assistant"]);
  socket.serverSays({ type: "status", handled_by: "waiting" });
  expect(texts(".who > *")).toEqual(["Mossbird", "Somebody from the team will answer here"]);
  socket.serverSays({ type: "status", handled_by: "agent", name: "Anna" });
  expect(texts(".who > *")).toEqual(["Anna", "Mossbird"]);
});

test("it shows the text of a kind it does not know, and nothing when there is none", () => {
  const socket = openAndGreet();
  const later = (content: object) => content as Content;
  socket.serverSays(
    message(2, later({ type: "riddle", text: "How was it?" })),
    message(3, later({ type: "hologram" })),
  );
  expect(texts(".log .bubble")).toEqual(["What can I do for you?", "How was it?"]);
});

test("it makes links of web and mail addresses and leaves every other text as text", () => {
  const socket = openAndGreet();
  const text =
    "<img src=x onerror=alert(1)> javascript:alert(1) (see https://a.example/b_(c)). mailto:me@a.example";
  socket.serverSays(message(2, text));
  const links = [...(chat().shadowRoot?.querySelectorAll("a") ?? [])];
  expect(links.map((link) => link.href)).toEqual([
    "https://a.example/b_(c)",
    "mailto:me@a.example",
  ]);
  expect(links.every((link) => link.rel === "noopener nofollow")).toBe(true);
  expect(chat().shadowRoot?.querySelector("img")).toBeNull();
  expect(texts(".log .bubble").at(-1)).toBe(text.replace("mailto:", ""));
});

test("it marks the launcher when something was said while it is closed", () => {
  const socket = openAndGreet();
  chat().close();
  socket.serverSays(message(2, "Still there?"));
  expect(button("Open chat, new messages").classList).toContain("unread");
  chat().open();
  expect(find(".launcher").classList).not.toContain("unread");
});

test("it tells the page what happens, and nothing about what was said before", () => {
  const events: string[] = [];
  for (const name of ["xin:opened", "xin:message", "xin:closed"]) {
    document.addEventListener(name, (event) => events.push(event.type), { once: true });
  }
  chat().open();
  serverIsReady(1);
  FakeSocket.latest.serverSays(greeting());
  chat().close();
  expect(events).toEqual(["xin:opened", "xin:closed"]);
  FakeSocket.latest.serverSays(greeting(2));
  expect(events).toEqual(["xin:opened", "xin:closed", "xin:message"]);
});

test("it writes an answer along while it streams and puts the message in its place", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "delta", turn: "t1", text: "Let the soil " });
  socket.serverSays({ type: "delta", turn: "t1", text: "dry." });
  expect(texts(".log .bubble").at(-1)).toBe("Let the soil dry.");
  expect(find(".draft").getAttribute("aria-hidden")).toBe("true");
  socket.serverSays(message(2, "Let the soil dry.", { turn: "t1" }));
  expect(texts(".log .bubble")).toEqual(["What can I do for you?", "Let the soil dry."]);
  expect(all(".draft")).toEqual([]);
  expect(all(".row").filter((row) => row.classList.contains("written"))).toHaveLength(1);
});

test("it shows no typing sign beside words that are being written", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "typing" });
  expect(find(".dots").hidden).toBe(false);
  socket.serverSays({ type: "delta", turn: "t1", text: "Let" });
  expect(find(".dots").hidden).toBe(true);
});

test("it takes words away that are discarded, or that nobody goes on with", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "delta", turn: "t1", text: "Let the" });
  socket.serverSays({ type: "discard", turn: "t1" });
  expect(all(".draft")).toEqual([]);
  socket.serverSays({ type: "delta", turn: "t2", text: "Let the" });
  vi.advanceTimersByTime(40_000);
  expect(all(".draft")).toEqual([]);
});
