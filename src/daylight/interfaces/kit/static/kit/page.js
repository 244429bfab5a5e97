/* What every page can do: Ctrl-K goes to the search box, losing the network is told. */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      var box = document.querySelector("[data-find]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
  });
  function tell() {
    var line = document.querySelector("[data-offline]");
    if (line) { line.hidden = navigator.onLine; }
  }
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
})();
