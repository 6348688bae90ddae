"""The picture of a curve holds its points and is well-formed."""

from xml.etree import ElementTree

import pytest

from boardwise_train.curve import svg, write_plot

HEADER = "step,minutes,tokens,lr_factor,train_loss,valid_bits_per_byte\n"


def test_every_row_is_a_point(tmp_path):
    rows = [f"{n},1,{n * 40_960},1.0,{9 / n:.4f},{2 / n if n % 3 == 0 else ''}" for n in range(1, 10)]
    (tmp_path / "curve.csv").write_text(HEADER + "\n".join(rows) + "\n")
    write_plot(tmp_path / "curve.csv", tmp_path / "curve.svg")
    root = ElementTree.fromstring((tmp_path / "curve.svg").read_text())
    lines = root.findall(".//{*}polyline")
    assert [len(line.get("points").split()) for line in lines] == [9, 3]
    points = [tuple(map(float, point.split(","))) for point in lines[0].get("points").split()]
    # Further right is later, further down is less.
    assert points == sorted(points) and [y for _, y in points] == sorted(y for _, y in points)
    assert all(0 <= x <= 760 and 0 <= y <= 380 for x, y in points)


def test_one_row_and_none():
    assert "polyline" in svg([(1.0, 2.0)], [(1.0, 1.0)], "one < two")
    with pytest.raises(ValueError, match="no rows"):
        svg([], [], "nothing")
