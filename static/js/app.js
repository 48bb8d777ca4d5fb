/* Small helps; every page works without them. */
(() => {
  "use strict";

  /* A summary of errors takes the focus, so that it is read first. */
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* Menus close on Escape and on a press outside. */
  const menus = document.querySelectorAll("details[data-menu]");
  const closeMenus = (except) => menus.forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* The copy button is there only where it can work. */
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      const label = button.textContent;
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        button.textContent = button.dataset.copied;
        window.setTimeout(() => { button.textContent = label; }, 4000);
      });
    });
  }

  /* Unsent words of long forms are kept on this device until the form has been received. */
  const prefix = "kept:";
  const storage = (() => {
    try { window.localStorage.setItem(prefix, ""); window.localStorage.removeItem(prefix); return window.localStorage; } catch { return null; }
  })();
  if (!storage) return;

  const week = 7 * 24 * 60 * 60 * 1000;
  const drop = (name) => { storage.removeItem(prefix + name); };
  const names = () => Object.keys(storage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const read = (name) => { try { return JSON.parse(storage.getItem(prefix + name)) || {}; } catch { return {}; } };
  names().filter((name) => !(read(name).at > Date.now() - week)).forEach(drop);
  document.querySelectorAll("[data-kept-received]").forEach((part) => drop(part.dataset.keptReceived));
  document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", () => names().forEach(drop)));

  const isText = (control) => control.name && (control.tagName === "TEXTAREA" || control.type === "text");
  const textsOf = (form) => [...form.elements].filter(isText);

  const showNotice = (form, name, before) => {
    const template = document.getElementById("kept-words");
    if (!template) return;
    const notice = template.content.cloneNode(true).firstElementChild;
    notice.querySelector("[data-discard]").addEventListener("click", () => {
      before.forEach((value, control) => { control.value = value; });
      drop(name);
      notice.remove();
      const first = before.keys().next().value;
      if (first) first.focus();
    });
    form.before(notice);
  };

  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const name = form.dataset.keep;
    const kept = read(name).words || {};
    const before = new Map();
    textsOf(form).forEach((control) => {
      if (!(control.name in kept) || kept[control.name] === control.value) return;
      before.set(control, control.value);
      control.value = kept[control.name];
    });
    if (before.size) showNotice(form, name, before);
    form.addEventListener("input", () => {
      const words = Object.fromEntries(textsOf(form).map((control) => [control.name, control.value]).filter((pair) => pair[1]));
      storage.setItem(prefix + name, JSON.stringify({ at: Date.now(), words }));
    });
  });
})();
