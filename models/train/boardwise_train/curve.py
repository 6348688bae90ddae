"""The loss curve as a picture: `curve.csv` of a run → `curve.svg`, which every browser and code host shows."""

import csv
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 58, 58, 34, 46
LOSS, BITS = "#2563a8", "#c2571a"


def read_curve(path: Path) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """(tokens, training loss in nats a token) and (tokens, bits per byte on held-out text), in order."""
    loss, bits = [], []
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            tokens = float(row["tokens"])
            loss.append((tokens, float(row["train_loss"])))
            if row["valid_bits_per_byte"]:
                bits.append((tokens, float(row["valid_bits_per_byte"])))
    return loss, bits


def _nice_step(span: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that at most `most` steps fill the span."""
    step = 10.0 ** len(str(int(span)))
    while span / step < most / 2.5:
        step /= 10
    return next(step * factor for factor in (1, 2, 5, 10) if span / (step * factor) <= most)


def _millions(tokens: float) -> str:
    return f"{tokens / 1e6:g} M" if tokens >= 1e6 else f"{tokens / 1e3:g} k"


def svg(loss: list[tuple[float, float]], bits: list[tuple[float, float]], title: str) -> str:
    """Loss on the left axis, bits per byte on the right one, over tokens seen."""
    if not loss:
        raise ValueError("the curve has no rows: train first")
    longest = max(tokens for tokens, _ in loss) or 1.0
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">{escape(title)}</text>',
    ]

    def x_of(tokens: float) -> float:
        return LEFT + inner_width * tokens / longest

    def axis(points: list[tuple[float, float]], colour: str, at: int, anchor: str, label: str, is_first: bool):
        low, high = min(y for _, y in points), max(y for _, y in points)
        step = _nice_step(max(high - low, 1e-3), 6) if high > low else 1.0
        low, high = step * int(low / step), step * (int(high / step) + 1)

        def y_of(value: float) -> float:
            return TOP + inner_height * (high - value) / (high - low)

        for number in range(round((high - low) / step) + 1):
            y = y_of(low + number * step)
            if is_first:
                parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
            parts.append(f'<text x="{at}" y="{y + 4:.1f}" fill="{colour}" text-anchor="{anchor}">{low + number * step:.4g}</text>')
        parts.append(f'<text x="{LEFT if is_first else WIDTH - RIGHT}" y="{HEIGHT - 8}" fill="{colour}" text-anchor="{"start" if is_first else "end"}">{label}</text>')
        path = " ".join(f"{x_of(tokens):.1f},{y_of(value):.1f}" for tokens, value in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{1.2 if is_first else 2}"/>')
        if not is_first:
            parts.extend(f'<circle cx="{x_of(tokens):.1f}" cy="{y_of(value):.1f}" r="3" fill="{colour}"/>' for tokens, value in points)

    axis(loss, LOSS, LEFT - 8, "end", "training loss, nats a token", True)
    if bits:
        axis(bits, BITS, WIDTH - RIGHT + 8, "start", "held-out bits per byte", False)
    step = _nice_step(longest, 8)
    for number in range(int(longest / step) + 1):
        x = x_of(number * step)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444">{_millions(number * step)}</text>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def write_plot(curve: Path, out: Path) -> None:
    loss, bits = read_curve(curve)
    out.write_text(svg(loss, bits, f"{loss[-1][0] / 1e6:.1f} M tokens" if loss else ""))
