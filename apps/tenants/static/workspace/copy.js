/** `<button data-copy="id" data-copied="Copied">` copies the value of a field and says so. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.querySelector("span:last-child").textContent = button.dataset.copied;
});
