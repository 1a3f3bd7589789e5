// Shows the buttons that pass a page on, as far as the browser can: by the device's own list of
// ways to send, or by copying the address.
for (const share of document.querySelectorAll("[data-cchc-share]")) {
  const { title, address } = share.dataset;
  const send = share.querySelector("[data-cchc-send]");
  const copy = share.querySelector("[data-cchc-copy]");
  const status = share.querySelector("[role=status]");

  send.hidden = !navigator.share;
  // Who closes the list has decided not to send: nothing to tell.
  send.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));

  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = `${status.dataset.failed} ${address}`;
    }
  });
}
