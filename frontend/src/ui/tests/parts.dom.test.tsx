import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../../i18n";
import { initials } from "../avatar";
import { Bubble } from "../bubble";
import { Button } from "../button";
import { ChoiceList } from "../choice-list";
import { Dialog } from "../dialog";
import { IconButton } from "../icon-button";
import { relativeWords } from "../relative-time";
import { Select } from "../select";
import { Tabs } from "../tabs";
import { TextField } from "../text-field";
import { showFailure, showToast } from "../toast-store";
import { Toasts } from "../toasts";
import { TooltipProvider } from "../tooltip";

afterEach(cleanup);

test("a busy button takes no second click and says that it is busy", () => {
  const onClick = vi.fn();
  render(
    <Button loading onClick={onClick}>
      Publish
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Publish" });
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
  expect(button.getAttribute("aria-busy")).toBe("true");
});

test("a button in a form does not send the form by itself", () => {
  render(<Button>Try it</Button>);
  expect(screen.getByRole("button").getAttribute("type")).toBe("button");
});

test("a button with an icon has a spoken name, not the icon's", () => {
  render(
    <TooltipProvider>
      <IconButton icon="undo" label="Undo" pressed />
    </TooltipProvider>,
  );
  expect(screen.getByRole("button", { name: "Undo" }).getAttribute("aria-pressed")).toBe("true");
});

test("a field speaks its error instead of its help", () => {
  const field = { label: "Name", value: "", onValueChange: vi.fn(), help: "Only your team." };
  const { rerender } = render(<TextField {...field} />);
  const describedBy = () => {
    const id = screen.getByLabelText("Name").getAttribute("aria-describedby") ?? "";
    return document.getElementById(id)?.textContent;
  };
  expect(describedBy()).toBe("Only your team.");
  rerender(<TextField {...field} error="Give it a name." />);
  expect(describedBy()).toContain("Give it a name.");
  expect(screen.getByLabelText("Name").getAttribute("aria-invalid")).toBe("true");
});

test("a field hands over words, not events", () => {
  const onValueChange = vi.fn();
  render(<TextField label="Name" value="" onValueChange={onValueChange} />);
  fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Welcome" } });
  expect(onValueChange).toHaveBeenCalledExactlyOnceWith("Welcome");
});

test("a list offers its options and hands over the value", () => {
  const onValueChange = vi.fn();
  const options = [
    { value: "all", label: "All of them" },
    { value: "any", label: "Any of them" },
  ];
  render(<Select label="Match" value="all" options={options} onValueChange={onValueChange} />);
  fireEvent.change(screen.getByLabelText("Match"), { target: { value: "any" } });
  expect(onValueChange).toHaveBeenCalledExactlyOnceWith("any");
});

test("choices can be taken once and are then frozen", () => {
  const onChoose = vi.fn();
  const choices = [
    { id: "order", title: "My order" },
    { id: "person", title: "Talk to a person" },
  ];
  const { rerender } = render(<ChoiceList choices={choices} onChoose={onChoose} />);
  fireEvent.click(screen.getByText("My order"));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(choices[0]);
  rerender(<ChoiceList choices={choices} chosen="order" onChoose={onChoose} />);
  fireEvent.click(screen.getByText("Talk to a person"));
  expect(onChoose).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("button", { name: /Chosen\s*My order/ })).toBeDefined();
});

test("a bubble says who speaks even where no name is shown", () => {
  render(<Bubble author="bot" text="Hi" />);
  expect(screen.getByRole("article").textContent).toBe("BotHi");
});

test("a bubble shows words as words, never as markup", () => {
  render(<Bubble author="visitor" text="<img src=x onerror=alert(1)>" />);
  expect(document.querySelector("img")).toBeNull();
});

test("a message that was not sent says so", () => {
  render(<Bubble author="agent" text="Tomorrow" sending="failed" />);
  expect(screen.getByRole("alert").textContent).toContain("Not sent");
});

test("a dialog is named, opens with the focus on its question and closes by Esc", () => {
  const onOpenChange = vi.fn();
  render(
    <Dialog open onOpenChange={onOpenChange} title="Publish version 5">
      <TextField label="Note" value="" onValueChange={vi.fn()} />
    </Dialog>,
  );
  expect(screen.getByRole("dialog", { name: "Publish version 5" })).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText("Note"));
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
});

test("tabs show how many wait and hand over the value", () => {
  const onValueChange = vi.fn();
  const tabs = [
    { value: "waiting", label: "Waiting", count: 3 },
    { value: "mine", label: "Mine", count: 0 },
  ];
  render(<Tabs label="Inbox" tabs={tabs} value="waiting" onValueChange={onValueChange} />);
  expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["Waiting3", "Mine"]);
  fireEvent.mouseDown(screen.getByRole("tab", { name: "Mine" }));
  expect(onValueChange).toHaveBeenLastCalledWith("mine");
});

test.each([
  [20, "now"],
  [5 * 60, "5 min. ago"],
  [23 * 3_600, "23 hr. ago"],
  [25 * 3_600, "May 9"],
  [400 * 86_400, "Apr 5, 2025"],
])("what happened %i seconds ago reads %s", (seconds, words) => {
  const now = Date.parse("2026-05-10T12:00:00");
  expect(relativeWords(new Date(now - seconds * 1_000), now, "en", "now")).toBe(words);
});

test("what the server's clock dates into the future reads now", () => {
  expect(relativeWords(new Date(2_000), 1_000, "en", "now")).toBe("now");
});

test("initials are the first letters of the first and the last word", () => {
  const names = ["Anna Maria Berg", "kim", "  ", "👩‍🚀 Zoë"];
  expect(names.map(initials)).toEqual(["AB", "K", "", "👩Z"]);
});

test("a toast can be taken back once and is then gone", () => {
  const undo = vi.fn();
  render(<Toasts />);
  act(() => showToast("3 blocks deleted", undo));
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(screen.queryByText("3 blocks deleted")).toBeNull();
});

test("a toast goes by itself after five seconds", () => {
  vi.useFakeTimers();
  render(<Toasts />);
  act(() => showFailure("Not sent: the server is away."));
  act(() => vi.advanceTimersByTime(4_900));
  expect(screen.getAllByText(/Not sent/)).not.toHaveLength(0);
  act(() => vi.advanceTimersByTime(200));
  expect(screen.queryByText("Not sent: the server is away.")).toBeNull();
  vi.useRealTimers();
});
