import numpy as np
import pytest

from camviewer.core.image import Grid, Heatmap, pixel_grid
from camviewer.core.words import install_translator
from camviewer.render.legend import Caption, cells_text, legend_lines, rule_text
from camviewer.render.pixels import DrawnMap, Look, OverlayStyle


def test_own_grid_is_told_in_cells_and_their_size():
    def text(shape, affine):
        return cells_text(Heatmap(np.zeros(shape, np.float32), Grid(shape, affine), "x"))

    assert text((7, 16, 16), np.diag([9.0, 9.1, 9.0, 1.0])) == "7 × 16 × 16 cells of 9 mm"
    assert text((2, 3, 4), np.diag([9.0, 9.0, 40.0, 1.0])) == "2 × 3 × 4 cells of 9 × 9 × 40 mm"
    assert text((7, 7), np.diag([32.0, 32.0, 1.0])) == "7 × 7 cells of 32 px"


@pytest.mark.parametrize(
    ("drawing", "is_told", "has_scale"),
    [("fill", False, True), ("contour", True, False), ("both", True, True)],
)
def test_the_legend_says_what_is_drawn(drawing, is_told, has_scale):
    heatmap = Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), "grad-cam")
    words = rule_text(DrawnMap(heatmap, 1.0, style=OverlayStyle(drawing=drawing)))
    assert ("top 5, 10 and 20 %" in words) is is_told
    assert ("scale:" in words) is has_scale


@pytest.mark.parametrize("drawing", ["contour", "both"])
def test_the_legend_tells_which_lines_speak_against(drawing):
    heatmap = Heatmap(np.ones((2, 2), np.float32), pixel_grid(2, 2), "grad-cam")
    for signed in (True, False):
        style = OverlayStyle(drawing=drawing, signed=signed)
        words = rule_text(DrawnMap(heatmap, 1.0, style=style))
        assert ("blue with a minus against it" in words) is signed
        assert ("for the class only" in words) is not signed


def test_every_word_of_the_legend_can_be_said_in_another_language(patient):
    image = patient.stored(patient.volume(), patient.affine(), (0, 1, 2), (False,) * 3)
    heatmap = Heatmap(np.zeros(image.grid.shape, np.float32), image.grid, "cam", layer="l")
    caption = Caption("net", "cat", 0.5)
    look = Look(2000.0, 0.0, is_inverted=True)
    install_translator(lambda context, text: f"{context}: <{text}>")
    try:
        for signed in (True, False):
            for drawing in ("fill", "contour", "both"):
                for scale in ("map", "shared", "fixed"):
                    style = OverlayStyle(
                        signed=signed, drawing=drawing, scale=scale, threshold=0.0
                    )
                    drawn = DrawnMap(heatmap, 1.0, style=style)
                    for maps in ([drawn], [drawn, drawn]):
                        lines = legend_lines(image, look, maps, caption)
                        told = [part for line in lines for part in line.split(" · ")]
                        plain = [part for part in told if not part.startswith("render: <")]
                        assert set(plain) <= {"net", "cat", "cam", ""}
    finally:
        install_translator(None)
