"""Charts as Vega-Lite specs: one spec serves the page, a notebook, and SVG, PNG or HTML files.

A spec is plain data (a dictionary), so no chart library is needed to make one; `vl-convert` draws it without a browser
and without a network.
"""

from communique.charts.counts import counts
from communique.charts.drawing import Spec, render
from communique.charts.map import event_map
from communique.charts.network import network
from communique.charts.printed import timeline
from communique.charts.timeline import timeline_to_zoom

__all__ = ["Spec", "counts", "event_map", "network", "render", "timeline", "timeline_to_zoom"]
