// Calls made before the chat has loaded wait in this queue.
window.XinChat =
  window.XinChat ||
  function () {
    (window.XinChat.q = window.XinChat.q || []).push(arguments);
  };

for (const button of document.querySelectorAll("[data-ask-moss]")) {
  button.addEventListener("click", () => window.XinChat("open"));
}
