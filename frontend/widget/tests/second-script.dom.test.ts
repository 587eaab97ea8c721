import { expect, test } from "vitest";
import { message } from "./messages";
import {
  all,
  button,
  loseSecondScript,
  onAPage,
  openAndGreet,
  sentMessages,
  settled,
  shown,
  steps,
  texts,
} from "./page";

onAPage();

test("without the second script it says things in words and keeps plain buttons", async () => {
  loseSecondScript();
  const socket = await shown({
    type: "media",
    kind: "image",
    url: "https://shop.example/fern.jpg",
    name: "A fern",
  });
  expect(texts(".log .bubble").at(-1)).toBe("A fern");
  socket.serverSays(
    message(3, { type: "rating", text: "How was it?", style: "stars", choices: steps(2) }),
  );
  await settled();
  button("2 of 5").click();
  expect(sentMessages(socket)).toMatchObject([{ choice: "s2" }]);
});

test("it draws nothing below a message that was answered while the script was on its way", async () => {
  const socket = openAndGreet();
  socket.serverSays(
    message(2, { type: "rating", text: "Well?", style: "stars", choices: steps(2) }),
  );
  socket.serverSays(message(3, "Never mind."));
  await settled();
  expect(all("[role=radiogroup]")).toEqual([]);
});
