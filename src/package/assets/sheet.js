"use strict";
(function () {
  document.documentElement.classList.add("script");
  var said = document.getElementById("said");
  var main = document.getElementById("pages");
  var store = main.dataset.store;
  var ticks = Array.prototype.slice.call(document.querySelectorAll("input[data-key]"));
  var bar = document.getElementById("progress");

  // Exactly this text, also where a page from a file may not use the clipboard's own interface.
  function copyByEvent(text) {
    function put(event) {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    }
    document.addEventListener("copy", put);
    try {
      return document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", put);
    }
  }
  function copy(text) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      return navigator.clipboard.writeText(text).catch(function () {
        if (!copyByEvent(text)) throw new Error("refused");
      });
    }
    return copyByEvent(text) ? Promise.resolve() : Promise.reject(new Error("refused"));
  }
  document.querySelectorAll("button.copy").forEach(function (button) {
    button.addEventListener("click", function () {
      var name = button.getAttribute("aria-label").replace(/^Copy /, "");
      copy(button.parentElement.querySelector("pre").textContent).then(
        function () {
          said.textContent = name + " copied.";
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 1500);
        },
        function () {
          said.textContent = "The browser refused: click into the text, which selects it, and copy it with the keyboard.";
        }
      );
    });
  });

  function read() {
    try { return JSON.parse(localStorage.getItem(store)) || []; } catch (error) { return []; }
  }
  function show() {
    var done = ticks.filter(function (tick) { return tick.checked; }).length;
    ticks.forEach(function (tick) { tick.closest(".entry").classList.toggle("done", tick.checked); });
    bar.value = done;
    document.getElementById("count").textContent = done + " of " + ticks.length;
  }
  function keep() {
    var done = ticks.filter(function (tick) { return tick.checked; }).map(function (tick) { return tick.dataset.key; });
    try {
      localStorage.setItem(store, JSON.stringify(done));
    } catch (error) {
      said.textContent = "This browser does not remember the ticks.";
    }
    show();
  }
  var before = read();
  ticks.forEach(function (tick) {
    tick.checked = before.indexOf(tick.dataset.key) >= 0;
    tick.addEventListener("change", keep);
  });
  document.querySelector("button.again").addEventListener("click", function () {
    ticks.forEach(function (tick) { tick.checked = false; });
    keep();
  });
  show();
})();
