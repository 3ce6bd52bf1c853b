"""The bundled models' graphs, loaded once for the process."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_loading = Lock()


def session(model: Path) -> "InferenceSession":
    """One for the process: any number of threads may run it, and a second would be 40 MB for nothing.

    It uses one thread a run; callers run several side by side.
    """
    with _loading:
        return _load(model)


@cache
def _load(model: Path) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # Its warnings are about the graph, which is ours and tested; they would stand among the answers.
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
