/* Schools on their county, for panning and zooming: no tiles, so no foreign host. Colours come from classes. */
(function () {
  "use strict";
  function draw(place) {
    var schools = JSON.parse(place.dataset.schools);
    place.textContent = "";
    var map = L.map(place, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false });
    var dots = L.featureGroup(schools.map(function (school) {
      var dot = L.circleMarker(school.at, { radius: 4 + 1.5 * Math.sqrt(school.missed), weight: 1.5, className: "school dot-" + school.status });
      var label = document.createElement("span");
      label.textContent = school.name + " · " + school.word;
      dot.bindTooltip(label, { direction: "top" });
      dot.on("click", function () { window.location.assign(school.href); });
      return dot;
    }));
    map.fitBounds(dots.getBounds().pad(0.1));
    dots.addTo(map);
    if (place.dataset.boundary) { outline(map, place, dots); }
  }
  function outline(map, place, dots) {
    fetch(place.dataset.boundary).then(function (answer) { return answer.json(); }).then(function (city) {
      var own = city.features.filter(function (one) { return one.properties.adcode === place.dataset.county; });
      var border = L.geoJSON({ type: "FeatureCollection", features: own }, { className: "county", interactive: false });
      border.addTo(map).bringToBack();
      map.fitBounds(border.getBounds());
      dots.bringToFront();
    }).catch(function () { /* The schools stand without their border. */ });
  }
  document.querySelectorAll("[data-schools]").forEach(draw);
})();
