
window.__streamlit = { BACKEND_BASE_URL: location.origin + "PREFIX/" };
(() => {
  const ANSWER = 1200, PROBE = 2000, AGAIN = 5000, MINUTE = 60000;
  let heard = 0, socket, waiting, again, isLeaving = false;

  function say() {
    const notice = document.getElementById("away");
    if (!notice) return;
    const chosen = new URLSearchParams(location.search).get("lang") || document.documentElement.lang;
    const lang = notice.dataset[chosen] ? chosen : "en";
    const minutes = Math.floor((Date.now() - heard) / MINUTE);
    const age = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
    const time = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
    notice.lang = lang;
    const words = !heard ? notice.dataset[lang + "Unseen"] : notice.dataset[lang]
      .replace("{time}", time.format(heard))
      .replace("{age}", minutes < 60 ? age.format(-minutes, "minute") : age.format(-Math.floor(minutes / 60), "hour"));
    if (notice.textContent !== words) notice.textContent = words;
  }
  function away() {
    if (isLeaving) return;
    say();
    clearTimeout(again);
    again = setTimeout(probe, AGAIN, true);
  }
  function back() {
    clearTimeout(again);
    again = 0;
    const notice = document.getElementById("away");
    if (notice) notice.textContent = "";
  }
  function probe(wasAway) {
    waiting = 0;
    fetch(window.__streamlit.BACKEND_BASE_URL + "_stcore/health", { cache: "no-store", signal: AbortSignal.timeout(PROBE) })
      .then((answer) => { if (!answer.ok) throw answer; if (wasAway) reached(); }, away).catch(away);
  }
  function reached() {
    if (socket && socket.readyState === 1) back(); else away();
  }

  // What stands in the page's place goes once the page is there, and what is below a skeleton waits for
  // it. Styles that asked for either (:has) would be worked out anew with each label that a chart measures.
  const THERE = '#root :is(h1, h2, [data-testid="stAlert"], [data-testid="stException"]), [role="dialog"], [data-testid="stDialog"]';
  const PART = '[data-testid="stElementContainer"], [data-testid="stLayoutWrapper"]';
  function take() {
    const shell = document.getElementById("shell");
    if (shell && !shell.hidden && document.querySelector(THERE)) shell.hidden = true;
  }
  function hold() {
    const below = new Set();
    for (const skeleton of document.querySelectorAll('#root [data-testid="stSkeleton"]'))
      for (let part = skeleton.closest(PART); part; part = part.parentElement.closest(PART))
        for (let next = part.nextElementSibling; next; next = next.nextElementSibling) below.add(next);
    for (const part of document.querySelectorAll("[data-below]")) if (!below.has(part)) delete part.dataset.below;
    for (const part of below) if (!("below" in part.dataset)) part.dataset.below = "";
  }
  new MutationObserver(() => { take(); hold(); approach(); }).observe(document, { childList: true, subtree: true });

  // A chart is drawn once it is seen, or half a screen away from who scrolls, the others one by one while
  // nothing else happens: to draw takes longer than all else of a page. Until then it keeps its room (page.css).
  const FAR = ".stPrintGraphic:not([data-near])", REST = 300;
  const known = new WeakSet(), seen = within("0px"), near = within("50% 0px");
  let resting;
  function within(margin) {
    return new IntersectionObserver((charts) => {
      for (const { isIntersecting, target } of charts) if (isIntersecting) draw(target);
    }, { rootMargin: margin, scrollMargin: margin });
  }
  function draw(chart) {
    seen.unobserve(chart);
    near.unobserve(chart);
    chart.dataset.near = "";
  }
  function drawNext() {
    const chart = document.querySelector(FAR);
    if (chart) draw(chart);
  }
  function approach() {
    const far = document.querySelectorAll(FAR);
    if (!far.length) return;
    for (const chart of far) {
      if (known.has(chart)) continue;
      known.add(chart);
      // An observer tells a frame later, and Streamlit then waits a tenth of a second.
      if (chart.getBoundingClientRect().top < innerHeight) draw(chart); else seen.observe(chart);
    }
    clearTimeout(resting);
    resting = setTimeout(drawNext, REST);
  }
  document.documentElement.dataset.draws = "near";
  addEventListener("scroll", () => document.querySelectorAll(FAR).forEach((chart) => near.observe(chart)), { capture: true, passive: true });
  addEventListener("beforeprint", () => document.querySelectorAll(FAR).forEach(draw));

  // A page that came slowly: the light edition is offered, once a week.
  const WEEK = 7 * 24 * 60 * MINUTE, LARGE = 100000, SLOW = 50;
  function isSlow() {
    const known = navigator.connection;
    if (known && (known.saveData || /2g|3g/.test(known.effectiveType))) return true;
    // Bytes a millisecond of what was fetched and not kept from before; several come at once.
    return performance.getEntriesByType("resource").some(({ transferSize, responseStart, responseEnd }) =>
      transferSize > LARGE && transferSize < SLOW * (responseEnd - responseStart));
  }
  function offer() {
    const notice = document.getElementById("slow"), at = new URLSearchParams(location.search);
    // Only where the work of regions stands, which the light edition tells of.
    const isThere = document.querySelector("#root .organization.in-view") && document.querySelector("#root h2");
    if (!notice || !notice.hidden || !isThere || !isSlow()) return;
    try {
      if (Date.now() - localStorage.getItem("tejido.slow") < WEEK) return;
      localStorage.setItem("tejido.slow", Date.now());
    } catch { return; }
    const words = notice.querySelector(`[lang="${CSS.escape(at.get("lang") || document.documentElement.lang)}"]`) || notice.firstElementChild;
    words.querySelector("button").onclick = () => { notice.hidden = true; };
    words.querySelector("a").onclick = ({ currentTarget: link }) => {
      const now = new URLSearchParams(location.search);
      now.set("page", location.pathname.split("/").pop());
      link.href = notice.dataset.to + "?" + now;
    };
    words.querySelector("a").href = notice.dataset.to;
    words.hidden = notice.hidden = false;
  }

  // A sentence that is quoted: the button beside it copies it with its source, and says so.
  function copy({ target }) {
    const button = target.closest && target.closest("button.copy");
    if (!button) return;
    const words = button.previousElementSibling, said = button.nextElementSibling;
    const marked = () => {
      getSelection().selectAllChildren(words);
      return "marked";
    };
    // Without TLS, and in a frame that may not, there is no clipboard.
    Promise.resolve(navigator.clipboard && navigator.clipboard.writeText(words.textContent).then(() => "copied"))
      .then((how) => how || marked(), marked)
      .then((how) => {
        // What was said before is gone from all, so that the same is heard again.
        document.querySelectorAll(".copied").forEach((one) => { one.textContent = ""; });
        requestAnimationFrame(() => { said.textContent = said.dataset[how]; });
      });
  }
  addEventListener("click", copy);

  window.WebSocket = class extends WebSocket {
    constructor(address, ...given) {
      // Another process than before may answer, which is told what was chosen on this page.
      super(socket && location.search ? address + location.search : address, ...given);
      socket = this;
      this.addEventListener("message", () => {
        heard = Date.now();
        clearTimeout(waiting);
        waiting = 0;
        if (again) back();
        offer();
      });
      this.addEventListener("close", ({ code }) => {
        const seen = "tejido.full", now = Date.now();
        if (code !== 4029) { if (socket === this) away(); return; }
        if (now - sessionStorage.getItem(seen) < 10000) return;
        sessionStorage.setItem(seen, now);
        location.reload();
      });
    }
    send(data) {
      super.send(data);
      if (!waiting) waiting = setTimeout(probe, ANSWER, false);
    }
  };
  addEventListener("offline", away);
  addEventListener("online", () => { if (again) probe(true); });
  addEventListener("pagehide", () => { isLeaving = true; });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("DOMContentLoaded", () => { if (!navigator.onLine) away(); });
})();
