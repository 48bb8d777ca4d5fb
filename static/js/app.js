/* Small helps; every page works without them. */
(() => {
  "use strict";

  /* A summary of errors, or the word that something was received, takes the focus, so that it is read first. */
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

  /* A box that ticks every box of a list is there only where it can work. */
  document.querySelectorAll("[data-pick-all]").forEach((part) => {
    const all = part.querySelector("input");
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${part.dataset.pickAll}"]`)];
    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    part.hidden = boxes.length < 2;
    all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
    boxes.forEach((box) => box.addEventListener("change", show));
    show();
  });

  /* A long list to tick in is narrowed while one types; what is ticked stays. */
  document.querySelectorAll("[data-sift]").forEach((part) => {
    const rows = [...document.querySelectorAll(part.dataset.sift)];
    const field = part.querySelector("input");
    part.hidden = rows.length < 8;
    field.addEventListener("input", () => {
      const words = field.value.trim().toLocaleLowerCase();
      rows.forEach((row) => { row.hidden = !row.textContent.toLocaleLowerCase().includes(words) && !row.querySelector("input:checked"); });
    });
  });

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
  /* The page that tells what was done is the answer to what was sent; a page for signing in or of an error is not. */
  if (document.querySelector("[data-received]")) names().filter((name) => read(name).sent).forEach(drop);
  document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", () => names().forEach(drop)));

  const isText = (control) => control.name && (control.tagName === "TEXTAREA" || control.type === "text");
  /* In a form with data-keep-choices also what was chosen among several. */
  const isChoice = (control) => control.name && control.type === "radio" && control.form.hasAttribute("data-keep-choices");
  const textsOf = (form) => [...form.elements].filter((control) => isText(control) || isChoice(control));
  const stateOf = (control) => (control.type === "radio" ? control.checked : control.value);
  const setState = (control, state) => { if (control.type === "radio") control.checked = state; else control.value = state; };
  /* Hidden fields that say which wording was read: with them the server sees that somebody else saved since. */
  const isVersion = (control) => control.type === "hidden" && /(^|-)(opened_version|other_version|read_version|seen_\w+)$/.test(control.name);
  const versionsOf = (form) => [...form.elements].filter(isVersion);
  const keep = (name, entry) => storage.setItem(prefix + name, JSON.stringify(entry));

  const showNotice = (form, name, before) => {
    const template = document.getElementById("kept-words");
    if (!template) return;
    const notice = template.content.cloneNode(true).firstElementChild;
    notice.querySelector("[data-discard]").addEventListener("click", () => {
      before.forEach((state, control) => setState(control, state));
      drop(name);
      notice.remove();
      const first = before.keys().next().value;
      if (first) first.focus();
    });
    form.before(notice);
  };

  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const name = form.dataset.keep;
    const entry = read(name);
    const kept = entry.words || {};
    const before = new Map();
    const keptOf = (control) => (control.type === "radio" ? kept[control.name] === control.value : kept[control.name]);
    textsOf(form).filter((control) => control.name in kept && keptOf(control) !== stateOf(control)).forEach((control) => before.set(control, stateOf(control)));
    before.forEach((_state, control) => setState(control, keptOf(control)));
    if (before.size) {
      /* They were written on what was read then: who saved since is shown, not overwritten. */
      versionsOf(form).filter((control) => control.name in (entry.read || {})).forEach((control) => {
        before.set(control, control.value);
        control.value = entry.read[control.name];
      });
      showNotice(form, name, before);
    }
    if (entry.sent) keep(name, { ...entry, sent: false });
    const write = (sent) => {
      const valuesOf = (controls) => Object.fromEntries(controls.filter((control) => control.type !== "radio" || control.checked).map((control) => [control.name, control.value]));
      keep(name, { at: Date.now(), words: valuesOf(textsOf(form)), read: valuesOf(versionsOf(form)), sent });
    };
    form.addEventListener("input", () => write(false));
    form.addEventListener("submit", () => { if (names().includes(name)) write(true); });
  });
})();
