/** Rows of times and holidays: added from the template beside them, removed, copied over the week. */
const WORKING_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"];

const PLACE = "[data-day], section";

/** Put a new row at the end of a place's rows, and give its fields. */
function addRow(place) {
  const row = place.querySelector("template").content.firstElementChild.cloneNode(true);
  place.querySelector("[data-rows]").lastElementChild.before(row);
  return [...row.querySelectorAll("input")];
}

function add(button) {
  addRow(button.closest(PLACE))[0].focus();
}

function remove(button) {
  const place = button.closest(PLACE);
  button.closest("[data-row]").remove();
  place.querySelector("[data-add]").focus();
}

function copyWeek(button) {
  const from = button.closest("[data-day]");
  const rows = [...from.querySelectorAll("[data-row]")];
  const times = rows.map((row) => [...row.querySelectorAll("input")].map(({ value }) => value));
  for (const day of WORKING_DAYS.filter((name) => name !== from.dataset.day)) {
    const place = document.querySelector(`[data-day="${day}"]`);
    for (const old of place.querySelectorAll("[data-row]")) old.remove();
    for (const values of times) {
      addRow(place).forEach((input, at) => {
        input.value = values[at];
      });
    }
  }
}

const DEEDS = { "data-add": add, "data-remove": remove, "data-copy-week": copyWeek };

document.addEventListener("click", ({ target }) => {
  for (const [attribute, deed] of Object.entries(DEEDS)) {
    const button = target.closest?.(`[${attribute}]`);
    if (button) deed(button);
  }
});
