import { afterEach, expect, test, vi } from "vitest";
import type { FormContent } from "../../wire/frames.gen";
import { message } from "./messages";
import {
  all,
  button,
  chat,
  find,
  onAPage,
  openAndGreet,
  SERVER,
  sentMessages,
  settled,
  shown,
  steps,
  texts,
} from "./page";

onAPage();

afterEach(() => vi.unstubAllGlobals());

test("it shows a picture with its words, and leads to it", async () => {
  await shown({
    type: "media",
    kind: "image",
    url: "https://shop.example/fern.jpg",
    name: "A fern",
    text: "See https://shop.example",
  });
  const image = find<HTMLImageElement>(".media img");
  expect([image.src, image.alt]).toEqual(["https://shop.example/fern.jpg", "A fern"]);
  expect(all<HTMLAnchorElement>(".media a").map((link) => link.rel)).toEqual([
    "noopener nofollow",
    "noopener nofollow",
  ]);
});

test("it finds the server's own files on the server, from whatever page", async () => {
  const file = { id: "u1", name: "bill.pdf", media_type: "application/pdf", bytes: 1_234_567 };
  await shown({
    type: "media",
    kind: "file",
    url: "/api/v1/widget/uploads/k",
    name: "bill.pdf",
    file,
  });
  expect(find<HTMLAnchorElement>(".media a").href).toBe(`${SERVER}/api/v1/widget/uploads/k`);
  expect(texts(".media .label")).toEqual(["bill.pdf"]);
  expect(texts(".media .size")).toEqual(["1.2 MB"]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "//", "blob:x"])(
  "it never leads to %s",
  async (url) => {
    await shown({
      type: "cards",
      cards: [{ title: "Card", image: url, link: url }],
    });
    expect(all(".card a, .card img")).toEqual([]);
    openAndGreet().serverSays(message(3, { type: "media", kind: "image", url, name: "Name" }));
    await settled();
    expect(all(".media")).toEqual([]);
    expect(texts(".log .bubble").at(-1)).toBe("Name");
  },
);

test("it plays films and sounds with controls, and never by itself", async () => {
  const socket = await shown({
    type: "media",
    kind: "video",
    url: "https://a.example/v.mp4",
    name: "V",
  });
  socket.serverSays(
    message(3, { type: "media", kind: "audio", url: "https://a.example/s.mp3", name: "S" }),
  );
  await settled();
  for (const player of all<HTMLMediaElement>("video, audio")) {
    expect([player.controls, player.autoplay]).toEqual([true, false]);
  }
  expect(all("video, audio")).toHaveLength(2);
});

test("it shows cards whose buttons answer, until they are answered", async () => {
  const choices = [{ id: "fern", title: "Take it" }];
  const socket = await shown({
    type: "cards",
    cards: [
      { title: "Fern", text: "Likes shade", link: "https://shop.example/f", choices },
      { title: "Moss" },
    ],
  });
  expect(texts(".card h3")).toEqual(["Fern", "Moss"]);
  expect(texts(".card > a")).toEqual(["shop.example"]);
  expect(all(".row.live .buttons")).toHaveLength(1);
  button("Take it").click();
  expect(sentMessages(socket)).toMatchObject([{ choice: "fern" }]);
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Take it"]);
  expect(all(".row.live")).toEqual([]);
});

test("it folds the sources of an answer", async () => {
  await shown({
    type: "sources",
    sources: [{ title: "Care guide", url: "https://shop.example/care", quote: "Water weekly" }],
  });
  expect(find<HTMLDetailsElement>("details").open).toBe(false);
  expect(texts("summary")).toEqual(["1 source"]);
  expect(texts(".sources a, blockquote")).toEqual(["Care guide", "Water weekly"]);
});

test("it keeps the words and the link of a consent when the answer is given", async () => {
  const choices = [
    { id: "yes", title: "I agree" },
    { id: "no", title: "No" },
  ];
  const socket = await shown({
    type: "consent",
    text: "May we keep this?",
    link: "https://shop.example/privacy",
    link_title: "Privacy",
    choices,
  });
  button("I agree").click();
  expect(sentMessages(socket)).toMatchObject([{ choice: "yes" }]);
  expect(texts(".question button")).toEqual([]);
  expect(all<HTMLAnchorElement>(".log a").map((link) => link.href)).toEqual([
    "https://shop.example/privacy",
  ]);
});

test("it rates by one click, and by arrow keys without picking on the way", async () => {
  const socket = await shown({
    type: "rating",
    text: "How was it?",
    style: "stars",
    choices: steps(5),
  });
  const [first, second, last] = [0, 1, 4].map(
    (index) => all<HTMLButtonElement>("[role=radio]")[index],
  );
  expect(
    find("[role=radiogroup]").ariaLabel ?? find("[role=radiogroup]").getAttribute("aria-label"),
  ).toBe("How was it?");
  first?.focus();
  const press = (key: string) =>
    chat().shadowRoot?.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
  press("ArrowRight");
  expect(chat().shadowRoot?.activeElement).toBe(second);
  press("ArrowLeft");
  press("ArrowLeft");
  expect(chat().shadowRoot?.activeElement).toBe(last);
  expect(sentMessages(socket)).toEqual([]);
  last?.click();
  expect(sentMessages(socket)).toMatchObject([{ choice: "s5" }]);
  expect(all("[role=radiogroup]")).toEqual([]);
});

test("it lets several be picked and sends their titles", async () => {
  const choices = ["Fern", "Moss", "Ivy"].map((title) => ({ id: title.toLowerCase(), title }));
  const socket = await shown({ type: "text", text: "Which?", choices, many: true });
  button("Send", ".question").click();
  expect(texts(".error")).toEqual(["Pick at least one."]);
  for (const box of all<HTMLInputElement>("input[type=checkbox]").slice(1)) box.click();
  button("Send", ".question").click();
  expect(sentMessages(socket)).toMatchObject([{ text: "Moss, Ivy" }]);
});

test("it shows the pictures of choices", async () => {
  const choices = [{ id: "fern", title: "Fern", image: "https://shop.example/fern.jpg" }];
  const socket = await shown({ type: "text", text: "Which?", choices });
  expect(find<HTMLImageElement>(".pick img").src).toBe("https://shop.example/fern.jpg");
  button("Fern").click();
  expect(sentMessages(socket)).toMatchObject([{ choice: "fern" }]);
});

const FORM: FormContent = {
  type: "form",
  text: "Who are you?",
  send: "Book",
  fields: [
    { id: "name", label: "Name", kind: "text" },
    { id: "mail", label: "E-mail", kind: "email", required: false },
    { id: "age", label: "Age", kind: "number", required: false },
    { id: "size", label: "Size", kind: "select", options: ["S", "M"] },
    { id: "news", label: "News", kind: "checkbox", required: false },
  ],
};

const field = (id: string) => find<HTMLInputElement>(`#field-${id}`);

test("it sends the values of a form, and says them in words", async () => {
  const socket = await shown(FORM);
  field("name").value = " Ada ";
  field("age").value = "36";
  field("size").value = "M";
  field("news").click();
  button("Book").click();
  expect(sentMessages(socket)).toMatchObject([
    { values: { name: "Ada", age: 36, size: "M", news: true } },
  ]);
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Name: Ada\nAge: 36\nSize: M\nNews: ✓"]);
  expect(all("form.form")).toEqual([]);
});

test("it says at each field what is wrong, and goes to the first", async () => {
  const socket = await shown(FORM);
  field("name").value = "  ";
  field("mail").value = "nobody";
  button("Book").click();
  expect(texts(".error").filter(Boolean)).toEqual([
    "This is still missing.",
    "This does not look right. Check it.",
    "This is still missing.",
  ]);
  expect(chat().shadowRoot?.activeElement).toBe(field("name"));
  expect(field("name").getAttribute("aria-describedby")).toBe("field-name-error");
  expect(sentMessages(socket)).toEqual([]);
});

test("it sends a day within its bounds", async () => {
  const socket = await shown({
    type: "date",
    text: "When?",
    wants: "date",
    earliest: "2026-11-23",
    latest: "2026-12-24",
  });
  const input = find<HTMLInputElement>("input[type=date]");
  button("Send", ".question").click();
  expect(texts(".error")).toEqual(["This is still missing."]);
  input.value = "2026-11-01";
  button("Send", ".question").click();
  expect(texts(".error")).toEqual(["The earliest is 2026-11-23."]);
  input.value = "2026-12-01";
  button("Send", ".question").click();
  expect(sentMessages(socket)).toMatchObject([{ text: "2026-12-01" }]);
});

test("it asks for a day and a time at once, with bounds of both", async () => {
  const socket = await shown({
    type: "date",
    text: "When?",
    wants: "datetime",
    earliest: "2026-11-23",
  });
  const input = find<HTMLInputElement>("input[type=datetime-local]");
  expect(input.min).toBe("2026-11-23T00:00");
  input.value = "2026-11-23T09:30";
  button("Send", ".question").click();
  expect(sentMessages(socket)).toMatchObject([{ text: "2026-11-23 09:30" }]);
});

test("it shares the place when the visitor lets it", async () => {
  const coords = { latitude: 52.5200066, longitude: 13.404954 };
  vi.stubGlobal("navigator", {
    ...navigator,
    geolocation: { getCurrentPosition: (found: (at: unknown) => void) => found({ coords }) },
  });
  const socket = await shown({ type: "location_request", text: "Where are you?" });
  button("Share my location").click();
  expect(sentMessages(socket)).toMatchObject([
    { values: { latitude: 52.52001, longitude: 13.40495 } },
  ]);
  expect(texts("[data-author=visitor] .bubble")).toEqual(["52.52001, 13.40495"]);
});

test("it lets the visitor type the place when it may not look", async () => {
  const refuse = (_: unknown, refused: () => void) => refused();
  vi.stubGlobal("navigator", { ...navigator, geolocation: { getCurrentPosition: refuse } });
  await shown({ type: "location_request", text: "Where are you?" });
  button("Share my location").click();
  expect(texts(".place .error")[0]).toContain("Type the place");
});

test("it waits behind the typing sign where the flow says so", async () => {
  const socket = openAndGreet();
  socket.serverSays(message(2, { type: "text", text: "Slowly", after_ms: 2_000 }));
  expect(find(".dots").hidden).toBe(false);
  expect(texts(".log .bubble")).not.toContain("Slowly");
  vi.advanceTimersByTime(2_000);
  expect(texts(".log .bubble")).toContain("Slowly");
  expect(find(".dots").hidden).toBe(true);
});
