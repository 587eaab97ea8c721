import { useState } from "react";
import { Bubble } from "../ui/bubble";
import { type Choice, ChoiceList } from "../ui/choice-list";
import { ThreadDivider } from "../ui/thread-divider";
import { TypingDots } from "../ui/typing-dots";
import { Section } from "./section";

const TOPICS: readonly Choice[] = [
  { id: "order", title: "My order" },
  { id: "return", title: "Send something back" },
  { id: "person", title: "Talk to a person" },
];
const LATELY = new Date(Date.now() - 4 * 60_000).toISOString();

export function Thread() {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Section title="A thread">
      <Bubble author="bot" name="Bot" text="Hi! What is it about?" at={LATELY}>
        <ChoiceList choices={TOPICS} chosen={chosen} onChoose={({ id }) => setChosen(id)} />
      </Bubble>
      <Bubble author="visitor" text={"My parcel has not come.\nOrder 10-2231."} at={LATELY} />
      <Bubble
        author="visitor"
        text="https://shop.example/orders/10-2231/a-very-long-address-that-has-to-break-somewhere"
      />
      <ThreadDivider>Anna took over</ThreadDivider>
      <Bubble author="note" name="Ben" text="The parcel is back at the depot since Monday." />
      <Bubble author="agent" name="Anna" text="I am looking into it now." at={LATELY} />
      <Bubble author="visitor" text="شكرا جزيلا" at={LATELY} />
      <Bubble author="bot" text="What was it about?">
        <ChoiceList choices={TOPICS} chosen="order" />
      </Bubble>
      <Bubble author="agent" text="It is on its way to you." sending="sending" />
      <Bubble author="agent" text="You should have it tomorrow." sending="failed" />
      <TypingDots author="visitor" name="Visitor" />
      <TypingDots author="bot" name="Bot" />
    </Section>
  );
}
