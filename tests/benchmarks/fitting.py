"""Regressions fitted by Newton's steps: which of several is chosen, and how likely something is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.answering.ranking import Logistic

Floats = NDArray[np.float64]
#: What is left to the intercept, so that the steps are defined.
_FREE = 1e-6


def choosing(names: Sequence[str], choices: Sequence[tuple[Floats, Floats]], ridge: float) -> Logistic:
    """A conditional logit: each choice is rows of which some are right (1.0), any of them; then how sure that makes.

    Unlike a logistic regression over all rows it learns nothing of easy choices and hard ones, which is not
    what tells rows apart.
    """
    spread = np.concatenate([rows for rows, _ in choices]).std(0)
    kept = spread > 1e-9
    scaled = [(rows[:, kept] / spread[kept], right) for rows, right in choices]
    found = np.zeros(int(kept.sum()))
    for _ in range(30):
        slope, curve = ridge * found, ridge * np.eye(len(found))
        for rows, right in scaled:
            likely = _shares(rows @ found, np.ones(len(rows)))
            off = rows - likely @ rows
            slope = slope + likely @ rows - _shares(rows @ found, right) @ rows
            curve = curve + (off.T * likely) @ off
        found -= np.linalg.solve(curve, slope)
    sums = np.concatenate([rows @ found for rows, _ in scaled])
    sure = logistic(["sum"], sums[:, None], np.concatenate([right for _, right in scaled]), _FREE)
    used = [name for name, keep in zip(names, kept, strict=True) if keep]
    weights = dict(zip(used, (round(float(w), 4) for w in found / spread[kept]), strict=True))
    return Logistic(round(sure.bias, 4), weights)


def logistic(names: Sequence[str], rows: Floats, right: Floats, ridge: float) -> Logistic:
    """Fitted on standardised features; weights for the plain ones."""
    middle, spread = rows.mean(0), rows.std(0)
    kept = spread > 1e-9
    scaled = np.c_[(rows[:, kept] - middle[kept]) / spread[kept], np.ones(len(rows))]
    pull = np.append(np.full(int(kept.sum()), ridge), _FREE)
    found = np.zeros(scaled.shape[1])
    for _ in range(40):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (guess - right) + pull * found
        curve = (scaled.T * (guess * (1 - guess))) @ scaled + np.diag(pull)
        found -= np.linalg.solve(curve, slope)
    plain = found[:-1] / spread[kept]
    bias = float(found[-1] - plain @ middle[kept])
    used = [name for name, keep in zip(names, kept, strict=True) if keep]
    return Logistic(round(bias, 4), {name: round(float(w), 4) for name, w in zip(used, plain, strict=True)})


def _shares(sums: Floats, among: Floats) -> Floats:
    raised = np.exp(sums - sums.max()) * among
    return np.asarray(raised / raised.sum(), float)
