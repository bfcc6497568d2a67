"""The risk-coverage curve."""

import pytest

from eval.curve import draw_curves, read_curves
from eval.errors import EvalFailure

MODELS = {"zh": {"curve": [[0.9, 0.2, 0.0], [0.1, 1.0, 0.6]], "held_out": {"coverage": 0.95, "risk": 0.1}}}


def test_a_curve_is_drawn_from_what_fitting_stored() -> None:
    (curve,) = read_curves(MODELS)
    assert curve.points == ((0.2, 0.0), (1.0, 0.6)) and curve.chosen == (0.95, 0.1)
    drawn = draw_curves([curve])
    assert drawn.count("<polyline") == 1 and "0.95 answered, 0.10 wrongly" in drawn
    assert drawn.replace("http://www.w3.org/2000/svg", "").find("http") == -1


def test_weights_that_were_never_fitted_have_no_curve() -> None:
    with pytest.raises(EvalFailure, match="eval fit"):
        read_curves({"en": {"threshold": 0.5}})
