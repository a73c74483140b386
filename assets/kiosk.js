// Wipes the kiosk when nobody touches it: a warning first, then a new document at the first page. Nothing is
// stored; the page before cannot come back out of the browser's memory.
(function () {
  "use strict";
  var body = document.body;
  var idle = Number(body.dataset.idle) * 1000;
  var warning = Number(body.dataset.warning);
  var home = body.dataset.home;
  var box = document.querySelector(".still");
  var seconds = document.querySelector(".still-seconds");
  var idleTimer, tick;

  function wipe() {
    document.querySelectorAll("form").forEach(function (f) { f.reset(); });
    window.location.replace(home);
  }
  function warn() {
    var left = warning;
    seconds.textContent = left;
    box.hidden = false;
    document.querySelector(".still-yes").focus();
    tick = setInterval(function () {
      left -= 1;
      seconds.textContent = left;
      if (left <= 0) { clearInterval(tick); wipe(); }
    }, 1000);
  }
  function restart() {
    clearTimeout(idleTimer);
    clearInterval(tick);
    box.hidden = true;
    idleTimer = setTimeout(warn, idle);
  }
  ["pointerdown", "keydown", "scroll", "touchstart"].forEach(function (name) {
    window.addEventListener(name, restart, { passive: true });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.replace(home); }
  });
  window.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  restart();
})();
