import { afterEach, expect, test, vi } from "vitest";
import type { Content } from "../../wire/frames.gen";
import { message } from "./messages";
import { all, find, onAPage, SERVER, sentMessages, settled, shown, texts } from "./page";

onAPage();

class FakeRequest {
  static latest: FakeRequest;
  static answer: { status: number; response: unknown } = { status: 200, response: null };
  readonly headers: { [name: string]: string } = {};
  readonly upload: { onprogress?: (at: { loaded: number; total: number }) => void } = {};
  url = "";
  status = 0;
  response: unknown;
  onload?: () => void;
  onerror?: () => void;

  open(_method: string, url: string): void {
    this.url = url;
    FakeRequest.latest = this;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(): void {
    this.upload.onprogress?.({ loaded: 1, total: 2 });
  }

  finish(status: number, response: unknown): void {
    this.status = status;
    this.response = response;
    this.onload?.();
  }
}

const ASKS_FOR_A_PICTURE: Content = {
  type: "file_request",
  text: "Send a photo",
  accept: ["image/*"],
  max_bytes: 1024 ** 2,
};

function choose(file: File): void {
  const input = find<HTMLInputElement>("input[type=file]");
  Object.defineProperty(input, "files", { value: [file], configurable: true });
  Object.defineProperty(input, "value", { set: () => undefined, configurable: true });
  input.dispatchEvent(new Event("change"));
}

const photo = (bytes = 10) => new File([new Uint8Array(bytes)], "fern.png", { type: "image/png" });

afterEach(() => vi.unstubAllGlobals());

test("it uploads a file with the visitor's proof, shows how far it is, and names it", async () => {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  const socket = await shown(ASKS_FOR_A_PICTURE);
  choose(photo());
  await settled();
  expect(FakeRequest.latest.url).toBe(`${SERVER}/api/v1/widget/uploads`);
  expect(FakeRequest.latest.headers).toEqual({ Authorization: "Bearer t1" });
  expect(find<HTMLProgressElement>("progress").value).toBe(0.5);
  FakeRequest.latest.finish(200, { id: "u1", name: "fern.png" });
  await settled();
  expect(sentMessages(socket)).toMatchObject([{ attachment: "u1" }]);
  expect(texts("[data-author=visitor] .bubble")).toEqual(["fern.png"]);
  const id = sentMessages(socket)[0]?.client_msg_id ?? "";
  const content: Content = { type: "media", kind: "image", url: "/f", name: "fern.png" };
  socket.serverSays(
    { type: "ack", client_msg_id: id, seq: 3 },
    message(3, content, { author: "visitor" }),
  );
  await settled();
  expect(texts("[data-author=visitor] .bubble")).toEqual([]);
  expect(all("[data-author=visitor] img")).toHaveLength(1);
});

test("it says why a file was refused, by the server or before it was sent", async () => {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  await shown(ASKS_FOR_A_PICTURE);
  choose(photo(2 * 1024 ** 2));
  expect(texts(".drop .error")).toEqual(["The file is larger than 1 MB."]);
  choose(new File(["x"], "a.pdf", { type: "application/pdf" }));
  expect(texts(".drop .error")).toEqual(["A file of this kind is not asked for."]);
  choose(photo());
  await settled();
  FakeRequest.latest.finish(422, { message: "This kind of file cannot be sent." });
  await settled();
  expect(texts(".drop .error")).toEqual(["This kind of file cannot be sent."]);
  choose(photo());
  await settled();
  FakeRequest.latest.onerror?.();
  await settled();
  expect(texts(".drop .error")[0]).toContain("Check the connection");
});
